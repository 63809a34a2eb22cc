import { useComputedColorScheme } from '@mantine/core';
import Editor, { loader, type OnMount } from '@monaco-editor/react';
import * as monaco from 'monaco-editor/editor/editor.api.js';
import 'monaco-editor/editor/browser/coreCommands.js';
import 'monaco-editor/editor/common/standaloneStrings.js';
import 'monaco-editor/editor/contrib/bracketMatching/browser/bracketMatching.js';
import 'monaco-editor/editor/contrib/caretOperations/browser/caretOperations.js';
import 'monaco-editor/editor/contrib/clipboard/browser/clipboard.js';
import 'monaco-editor/editor/contrib/contextmenu/browser/contextmenu.js';
import 'monaco-editor/editor/contrib/cursorUndo/browser/cursorUndo.js';
import 'monaco-editor/editor/contrib/find/browser/findController.js';
import 'monaco-editor/editor/contrib/folding/browser/folding.js';
import 'monaco-editor/editor/contrib/format/browser/formatActions.js';
import 'monaco-editor/editor/contrib/gotoError/browser/gotoError.js';
import 'monaco-editor/editor/contrib/hover/browser/hoverContribution.js';
import 'monaco-editor/editor/contrib/indentation/browser/indentation.js';
import 'monaco-editor/editor/contrib/linesOperations/browser/linesOperations.js';
import 'monaco-editor/editor/contrib/multicursor/browser/multicursor.js';
import 'monaco-editor/editor/contrib/smartSelect/browser/smartSelect.js';
import 'monaco-editor/editor/contrib/snippet/browser/snippetController2.js';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/editor/contrib/toggleTabFocusMode/browser/toggleTabFocusMode.js';
import 'monaco-editor/editor/contrib/wordOperations/browser/wordOperations.js';
import { jsonDefaults } from 'monaco-editor/language/json/monaco.contribution.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import JsonWorker from 'monaco-editor/language/json/json.worker.js?worker';
import { useEffect, useId, useRef, useState } from 'react';

self.MonacoEnvironment = { getWorker: (_, label) => (label === 'json' ? new JsonWorker() : new EditorWorker()) };
loader.config({ monaco: monaco as never });

/** The surfaces and tones of the console's own themes (src/app/theme.ts), and JSON in the colours that it has elsewhere (JsonView). */
function defineTheme(name: string, base: 'vs' | 'vs-dark', tones: Record<'text' | 'dimmed' | 'green' | 'red' | 'blue' | 'violet', string>, colors: Record<string, string>): void {
  const rule = (token: string, tone: keyof typeof tones) => ({ token, foreground: tones[tone].slice(1) });
  monaco.editor.defineTheme(name, {
    base, inherit: true,
    colors: {
      ...colors, 'editorLineNumber.foreground': tones.dimmed, 'editorLineNumber.activeForeground': tones.text,
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((depth) => [`editorBracketHighlight.foreground${depth}`, tones.dimmed])),
      'diffEditor.insertedLineBackground': `${tones.green}12`, 'diffEditor.insertedTextBackground': `${tones.green}20`,
      'diffEditor.removedLineBackground': `${tones.red}12`, 'diffEditor.removedTextBackground': `${tones.red}20`, 'diffEditor.diagonalFill': `${tones.dimmed}30`,
    },
    rules: [rule('string.key.json', 'text'), rule('string.value.json', 'green'), rule('number.json', 'blue'), rule('keyword.json', 'violet'), rule('delimiter', 'dimmed')],
  });
}

defineTheme('console-dark', 'vs-dark', { text: '#d6d9e0', dimmed: '#9aa1b2', green: '#5fd38d', red: '#ff8a8a', blue: '#8fb0ff', violet: '#c0a6ff' }, {
  'editor.background': '#151821', 'editorWidget.background': '#1c202b', 'editorWidget.border': '#2a2f3b', 'editorIndentGuide.background1': '#232733',
});
defineTheme('console-light', 'vs', { text: '#16181d', dimmed: '#5c6373', green: '#177240', red: '#c22e2e', blue: '#2f54c4', violet: '#6941c6' }, {
  'editor.background': '#ffffff', 'editorWidget.border': '#e3e5ea', 'editorIndentGuide.background1': '#e8e9ed',
});

/** The name of the editor's theme for a colour scheme. */
export const editorTheme = (scheme: 'light' | 'dark') => `console-${scheme}`;

export interface CodeEditorProps {
  value: string;
  onChange?: (value: string) => void;
  label: string;
  /** A JSON Schema for completion, hover and checks. */
  schema?: unknown;
  height?: number | string;
  /** What to underline, by the offset in the text. */
  marks?: readonly { line: number; column: number; endColumn: number; message: string; isError: boolean }[];
  /** Where to put the cursor; a new object moves it again. */
  reveal?: { line: number; column: number } | null;
}

/** Monaco with JSON only: no other language and no other worker is part of the console. */
export default function MonacoEditor({ value, onChange, label, schema, height = 320, marks = [], reveal }: CodeEditorProps) {
  const scheme = useComputedColorScheme('light');
  const path = `inmemory://console/${useId().replaceAll(':', '')}.json`;
  const editor = useRef<Parameters<OnMount>[0]>(null);
  const [isReady, setReady] = useState(false);
  const typed = useRef<string[]>([]);
  const isWriting = useRef(false);

  // A page renders what was typed a little later. Its older texts must not take the place of newer ones in the editor.
  useEffect(() => {
    const echo = typed.current.lastIndexOf(value);
    if (echo >= 0) {
      typed.current.splice(0, echo + 1);
      return;
    }
    const model = editor.current?.getModel();
    if (!model || model.getValue() === value) return;
    isWriting.current = true;
    typed.current = [];
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text: value }], () => null);
    isWriting.current = false;
  }, [value]);

  useEffect(() => {
    const others = (jsonDefaults.diagnosticsOptions.schemas ?? []).filter((entry: { uri: string }) => entry.uri !== `${path}#schema`);
    jsonDefaults.setDiagnosticsOptions({
      validate: true, enableSchemaRequest: false,
      schemas: schema ? [...others, { uri: `${path}#schema`, fileMatch: [path], schema }] : others,
    });
  }, [schema, path]);

  useEffect(() => {
    const model = editor.current?.getModel();
    if (!model) return;
    monaco.editor.setModelMarkers(model, 'findings', marks.map(({ line, column, endColumn, message, isError }) => ({
      startLineNumber: line, endLineNumber: line, startColumn: column, endColumn, message,
      severity: isError ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    })));
  }, [marks, isReady]);

  useEffect(() => {
    if (!reveal || !editor.current) return;
    editor.current.revealLineInCenter(reveal.line);
    editor.current.setPosition({ lineNumber: reveal.line, column: reveal.column });
    editor.current.focus();
  }, [reveal, isReady]);

  return (
    <div style={{ border: '1px solid var(--mantine-color-default-border)', borderRadius: 'var(--mantine-radius-sm)', overflow: 'hidden' }}>
      <Editor
        height={height}
        language="json"
        path={path}
        defaultValue={value}
        theme={editorTheme(scheme)}
        onMount={(mounted) => {
          editor.current = mounted;
          setReady(true);
        }}
        onChange={(next = '') => {
          if (isWriting.current || !onChange) return;
          typed.current.push(next);
          onChange(next);
        }}
        options={{
          ariaLabel: label, readOnly: onChange === undefined, minimap: { enabled: false }, fontSize: 12.5, lineNumbersMinChars: 3,
          fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace", scrollBeyondLastLine: false, tabSize: 2, automaticLayout: true,
          padding: { top: 8, bottom: 8 }, fixedOverflowWidgets: true, renderLineHighlight: 'none', scrollbar: { alwaysConsumeMouseWheel: false },
        }}
      />
    </div>
  );
}
