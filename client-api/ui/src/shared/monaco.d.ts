declare module 'monaco-editor/editor/editor.api.js' {
  export * from 'monaco-editor';
}

declare module 'monaco-editor/language/json/monaco.contribution.js' {
  interface SchemaEntry {
    uri: string;
    fileMatch?: string[];
    schema?: unknown;
  }

  interface DiagnosticsOptions {
    validate?: boolean;
    enableSchemaRequest?: boolean;
    schemas?: SchemaEntry[];
  }

  export const jsonDefaults: {
    readonly diagnosticsOptions: DiagnosticsOptions;
    setDiagnosticsOptions(options: DiagnosticsOptions): void;
  };
}

declare module 'monaco-editor/editor/contrib/*';
