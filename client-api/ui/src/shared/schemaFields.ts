type Schema = Record<string, unknown>;

/** A field of an object that a JSON Schema describes. */
export interface SchemaField {
  name: string;
  /** As people read it: `text`, `number`, `list of text`, `one of a, b`. */
  type: string;
  isRequired: boolean;
  description?: string;
  node: unknown;
}

const WORDS: Record<string, string> = { string: 'text', number: 'number', integer: 'whole number', boolean: 'yes or no', object: 'object', array: 'list', null: 'null' };
const MAX_REFS = 16;

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Follows local references (`#/$defs/…`); a reference that leads nowhere stands for anything. */
function resolve(root: unknown, node: unknown): Schema {
  let current = node;
  for (let hops = 0; hops < MAX_REFS && isSchema(current); hops++) {
    const ref = current['$ref'];
    if (typeof ref !== 'string' || !ref.startsWith('#')) return current;
    current = ref.slice(1).split('/').slice(1).reduce<unknown>(
      (at, part) => (isSchema(at) ? at[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')] : undefined), root,
    );
  }
  return isSchema(current) ? current : {};
}

function typeOf(root: unknown, node: Schema): string {
  if ('const' in node) return JSON.stringify(node['const']);
  if (Array.isArray(node['enum'])) return `one of ${node['enum'].slice(0, 5).map(String).join(', ')}${node['enum'].length > 5 ? ', …' : ''}`;
  const types = (Array.isArray(node['type']) ? node['type'] : [node['type']]).filter((type): type is string => typeof type === 'string');
  if (types.length === 0) return node['properties'] ? 'object' : 'anything';
  return types
    .map((type) => {
      if (type === 'array' && node['items']) return `list of ${typeOf(root, resolve(root, node['items']))}`;
      return type === 'string' && typeof node['format'] === 'string' ? node['format'] : (WORDS[type] ?? type);
    })
    .join(' or ');
}

/** The fields of the object at a place of a schema; of its items for a list. Parts of `allOf` count as the object's own. */
export function fieldsOf(root: unknown, field?: SchemaField): SchemaField[] {
  let node = resolve(root, field ? field.node : root);
  if (node['items'] && !node['properties']) node = resolve(root, node['items']);
  const parts = [node, ...(Array.isArray(node['allOf']) ? node['allOf'].map((part) => resolve(root, part)) : [])];
  const required = new Set(parts.flatMap((part) => (Array.isArray(part['required']) ? part['required'] : [])));
  const found = new Map<string, SchemaField>();
  for (const part of parts) {
    if (!isSchema(part['properties'])) continue;
    for (const [name, child] of Object.entries(part['properties'])) {
      const target = resolve(root, child);
      const description = (isSchema(child) && child['description']) ?? target['description'];
      found.set(name, {
        name, type: typeOf(root, target), isRequired: required.has(name), node: child,
        ...(typeof description === 'string' ? { description } : {}),
      });
    }
  }
  return [...found.values()];
}
