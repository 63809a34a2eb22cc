import { useComputedColorScheme, useMantineTheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { DiffEditor, type DiffOnMount } from '@monaco-editor/react';
import 'monaco-editor/editor/browser/widget/diffEditor/diffEditor.contribution.js';
import 'monaco-editor/editor/contrib/documentSymbols/browser/outlineModel.js';
import { editorTheme } from './MonacoEditor';

type Half = ReturnType<Parameters<DiffOnMount>[0]['getOriginalEditor']>;

/** The editor forgets the label of a half when it is made, and whenever it lays its halves out anew or gets options that do not name it. */
function keepLabel(half: Half, label: string) {
  const name = () => {
    if (half.getRawOptions().ariaLabel !== label) half.updateOptions({ ariaLabel: label });
  };
  name();
  half.onDidChangeConfiguration(name);
}

/** Two JSON texts side by side, or below each other where there is no room. */
export default function MonacoDiff({ before, after, height = 520 }: { before: string; after: string; height?: number | string }) {
  const scheme = useComputedColorScheme('light');
  const isNarrow = useMediaQuery(`(max-width: ${useMantineTheme().breakpoints.md})`) ?? false;
  return (
    <div style={{ border: '1px solid var(--mantine-color-default-border)', borderRadius: 'var(--mantine-radius-sm)', overflow: 'hidden' }}>
      <DiffEditor
        key={String(isNarrow)}
        height={height}
        language="json"
        original={before}
        modified={after}
        theme={editorTheme(scheme)}
        onMount={(editor) => {
          keepLabel(editor.getOriginalEditor(), 'Before');
          keepLabel(editor.getModifiedEditor(), 'After');
        }}
        options={{
          originalAriaLabel: 'Before', modifiedAriaLabel: 'After',
          readOnly: true, renderSideBySide: !isNarrow, minimap: { enabled: false }, fontSize: 12.5, lineNumbersMinChars: 3, automaticLayout: true,
          fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace", scrollBeyondLastLine: false, hideUnchangedRegions: { enabled: true },
          scrollbar: { alwaysConsumeMouseWheel: false }, padding: { top: 8, bottom: 8 },
          renderOverviewRuler: false, diffWordWrap: 'on',
        }}
      />
    </div>
  );
}
