import { ActionIcon, AppShell, Box, Burger, Group, Menu, Text, Tooltip, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconBook, IconKeyboard, IconLogout, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import { useSession } from '../session/SessionProvider';
import { modifier, usePageKeys } from '../shared/keys';
import { TaskBadge } from '../tasks/TaskBadge';
import { KeyboardHelp } from './KeyboardHelp';
import { Logo } from './Logo';
import { useDestinations } from './navigation';
import { Palette } from './Palette';
import { Progress } from './Progress';
import { useGoKeys } from './useGoKeys';
import { useScrollMemory } from './useScrollMemory';
import classes from './Shell.module.css';

/** What surrounds every page: navigation, palette, keyboard help, theme, and whose data one looks at. */
export function Shell() {
  const [isOpen, menu] = useDisclosure();
  const [isHelpOpen, help] = useDisclosure();
  const { pathname } = useLocation();
  const main = useRef<HTMLDivElement>(null);
  const destinations = useDestinations();
  useGoKeys();
  useScrollMemory();
  usePageKeys((event) => {
    if (event.key === '?') help.open();
    if (event.key === '/' && focusSearch()) event.preventDefault();
  });
  useEffect(() => {
    menu.close();
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <AppShell layout="alt" navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }} header={{ height: { base: 52, sm: 0 } }}>
      <a href="#main" className={classes.skip}>
        Skip to content
      </a>
      <AppShell.Header hiddenFrom="sm" px="md">
        <Group h="100%" gap="sm">
          <Burger opened={isOpen} onClick={menu.toggle} size="sm" aria-label="Menu" />
          <Logo size={22} />
          <Text fw={600}>Workflows</Text>
          <ActionIcon ml="auto" variant="subtle" color="gray" size="lg" onClick={spotlight.open} aria-label="Search everything">
            <IconSearch size={18} />
          </ActionIcon>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.sidebar} p="sm">
        <Group gap={10} px={8} py={6} justify="space-between">
          <Group gap={10}>
            <Logo size={24} />
            <Text fw={600}>Workflows</Text>
          </Group>
          <Burger hiddenFrom="sm" opened onClick={menu.close} size="sm" aria-label="Close the menu" />
        </Group>
        <UnstyledButton className={classes.search} onClick={spotlight.open}>
          <IconSearch size={15} aria-hidden="true" />
          <span>Search</span>
          <kbd className={classes.keys}>{modifier} K</kbd>
        </UnstyledButton>
        <nav aria-label="Pages" style={{ flex: 1 }}>
          {destinations.map(({ path, label, icon: Picture }) => (
            <NavLink key={path} to={path} className={classes.link} onClick={menu.close}>
              <Picture size={17} stroke={1.7} aria-hidden="true" />
              {label}
              {path === '/tasks' && <TaskBadge />}
            </NavLink>
          ))}
        </nav>
        <Footer onHelp={help.open} />
      </AppShell.Navbar>
      <AppShell.Main>
        <Progress />
        <Box id="main" ref={main} tabIndex={-1} className={classes.main}>
          <Outlet />
        </Box>
      </AppShell.Main>
      <Palette />
      <KeyboardHelp opened={isHelpOpen} onClose={help.close} />
    </AppShell>
  );
}

/** Puts the cursor into the page's own search box; false when it has none. */
function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>('[data-page-search]');
  search?.focus();
  search?.select();
  return search !== null;
}

function Footer({ onHelp }: { onHelp: () => void }) {
  const session = useSession();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <Group gap={4} wrap="nowrap" className={classes.footer}>
      <Menu position="top-start" width={200} shadow="md">
        <Menu.Target>
          <UnstyledButton className={classes.account}>
            <Text fw={500} size="sm" className="truncate">
              {session.tenant}
            </Text>
            <Text size="xs" c="dimmed" className="truncate">
              {session.actor}
            </Text>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href="/docs" target="_blank" leftSection={<IconBook size={16} />}>
            API reference
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={onHelp}>
            Keyboard shortcuts
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={16} />} onClick={session.signOut}>
            Sign out
          </Menu.Item>
          <Menu.Label>Version {session.version}</Menu.Label>
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={`Use the ${other} theme`}>
        <ActionIcon variant="subtle" color="gray" size="lg" onClick={() => setColorScheme(other)} aria-label={`Use the ${other} theme`}>
          {scheme === 'dark' ? <IconSun size={17} /> : <IconMoon size={17} />}
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
