import { Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from './CopyButton';
import { fieldsOf, type SchemaField } from './schemaFields';
import classes from './SchemaTree.module.css';

/** The fields of a JSON Schema with types, required marks and descriptions; each path can be copied. */
export function SchemaTree({ schema, root = 'payload' }: { schema: unknown; root?: string }) {
  const fields = fieldsOf(schema);
  if (fields.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        The schema names no fields: any value is taken.
      </Text>
    );
  }

  return (
    <ul className={classes.tree} aria-label="Fields">
      {fields.map((field) => (
        <Field key={field.name} field={field} path={`${root}.${field.name}`} schema={schema} depth={0} />
      ))}
    </ul>
  );
}

function Field({ field, path, schema, depth }: { field: SchemaField; path: string; schema: unknown; depth: number }) {
  const [isOpen, setOpen] = useState(depth < 1);
  const children = depth < 8 ? fieldsOf(schema, field) : [];
  return (
    <li>
      <div className={classes.field}>
        {children.length > 0 ? (
          <UnstyledButton className={classes.name} onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
            <span className={classes.arrow} data-open={isOpen || undefined} aria-hidden="true" />
            {field.name}
          </UnstyledButton>
        ) : (
          <span className={classes.name}>
            <span className={classes.arrow} data-leaf aria-hidden="true" />
            {field.name}
          </span>
        )}
        <span className={classes.type}>{field.type}</span>
        {field.isRequired && <span className={classes.required}>required</span>}
        <span className={classes.copy}>
          <CopyButton value={path} label={`Copy ${path}`} />
        </span>
      </div>
      {field.description && <div className={classes.description}>{field.description}</div>}
      {isOpen && children.length > 0 && (
        <ul className={classes.tree}>
          {children.map((child) => (
            <Field key={child.name} field={child} path={`${path}.${child.name}`} schema={schema} depth={depth + 1} />
          ))}
        </ul>
      )}
    </li>
  );
}
