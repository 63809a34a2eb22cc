import { Alert, createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const iris: MantineColorsTuple = [
  '#eff0fe', '#dcdffb', '#b6bcf5', '#8f98ef', '#6e79e9', '#5a66e6', '#4b55d6', '#3d46ba', '#333ba0', '#282f86',
];

/** A cool grey that stays calm on both backgrounds; 0 is the lightest. */
const dark: MantineColorsTuple = [
  '#d6d9e0', '#b3b8c4', '#959bab', '#6c7385', '#3d4352', '#2d323e', '#20242e', '#171a22', '#101219', '#0a0c11',
];

/** The tones of alerts are those of tags, which stay calm on both backgrounds. */
const alertTones: Record<string, string> = { red: 'red', yellow: 'amber', green: 'green', blue: 'blue', gray: 'grey' };

const dialogTitle = { fontWeight: 600, fontSize: 'var(--mantine-font-size-lg)', overflow: 'visible', overflowWrap: 'anywhere', lineHeight: 1.35, minWidth: 0 } as const;

export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: { light: 6, dark: 5 },
  colors: { iris, dark },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '1.0625rem' }, h3: { fontSize: '0.9375rem' } } },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  autoContrast: true,
  components: {
    Alert: Alert.extend({
      vars: (_, { color = '' }) => {
        const tone = alertTones[color];
        return { root: tone ? { '--alert-bg': `var(--tone-${tone}-bg)`, '--alert-color': `var(--tone-${tone})` } : {} };
      },
    }),
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { shadow: 'md' }, nothingFoundMessage: 'Nothing is called that.' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 'xs' } },
    Drawer: { defaultProps: { position: 'right', overlayProps: { backgroundOpacity: 0.25 }, closeButtonProps: { 'aria-label': 'Close' } }, styles: { title: dialogTitle } },
    Modal: { defaultProps: { centered: false, overlayProps: { backgroundOpacity: 0.4 }, closeButtonProps: { 'aria-label': 'Close' } }, styles: { title: dialogTitle, content: { border: '1px solid var(--line)' } } },
    SegmentedControl: { styles: { root: { backgroundColor: 'var(--surface-hover)' }, label: { paddingInline: 10 } } },
    Table: { defaultProps: { verticalSpacing: 'xs', horizontalSpacing: 'md', borderColor: 'var(--line)' }, styles: { th: { color: 'var(--mantine-color-dimmed)', fontSize: '0.75rem', fontWeight: 500 } } },
  },
});

/** What Mantine leaves too pale for text at AA contrast. */
export const variables: CSSVariablesResolver = () => ({
  variables: { '--sidebar-width': '220px' },
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#5c6373',
    '--mantine-color-placeholder': '#6b7280',
    '--mantine-color-default-border': '#e3e5ea',
    '--surface': '#f8f8fa',
    '--surface-hover': '#f1f2f5',
    '--surface-selected': '#eef0fe',
    '--line': '#e8e9ed',
    '--tone-green': '#177240',
    '--tone-green-bg': '#e3f6ea',
    '--tone-red': '#c22e2e',
    '--tone-red-bg': '#fdeaea',
    '--tone-amber': '#92590a',
    '--tone-amber-bg': '#fdf1da',
    '--tone-blue': '#2f54c4',
    '--tone-blue-bg': '#e7edfd',
    '--tone-grey': '#545b6b',
    '--tone-grey-bg': '#eff0f3',
    '--tone-violet': '#6941c6',
    '--tone-violet-bg': '#f1ebfd',
  },
  dark: {
    '--mantine-color-body': '#101219',
    '--mantine-color-dimmed': '#9aa1b2',
    '--mantine-color-placeholder': '#868da0',
    '--mantine-color-default-border': '#2a2f3b',
    '--surface': '#151821',
    '--surface-hover': '#1c202b',
    '--surface-selected': '#20243f',
    '--line': '#232733',
    '--tone-green': '#5fd38d',
    '--tone-green-bg': '#12291c',
    '--tone-red': '#ff8a8a',
    '--tone-red-bg': '#331618',
    '--tone-amber': '#f2bd5c',
    '--tone-amber-bg': '#2e230f',
    '--tone-blue': '#8fb0ff',
    '--tone-blue-bg': '#16213f',
    '--tone-grey': '#a9b0c0',
    '--tone-grey-bg': '#222733',
    '--tone-violet': '#c0a6ff',
    '--tone-violet-bg': '#241b3d',
  },
});
