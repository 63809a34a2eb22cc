import { Button, Group, NumberInput, Radio, Stack, Switch, TagsInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { api, unwrap } from '../api/client';
import { useSession } from '../session/SessionProvider';
import { ErrorState } from '../shared/ErrorState';
import { isSame } from './model';
import { useWorkflowCommand, type Workflow } from './useWorkflows';

/** What decides how a workflow is run, beside its definition. */
export function SettingsTab({ workflow }: { workflow: Workflow }) {
  const { may } = useSession();
  const saved = workflow.settings;
  const [settings, setSettings] = useState(saved);
  const set = (changes: Partial<typeof settings>) => setSettings({ ...settings, ...changes });
  const command = useWorkflowCommand(
    () => {
      const { pauseMode, concurrencyLimit, autoPauseOnFailure, failureRateThreshold, failureRateMinRuns, visible, tags } = settings;
      return unwrap(api.PATCH('/v1/workflows/{key}/settings', {
        params: { path: { key: workflow.key } },
        headers: { 'If-Match': `"${workflow.revision}"` },
        body: { pauseMode, concurrencyLimit: concurrencyLimit ?? null, autoPauseOnFailure, failureRateThreshold, failureRateMinRuns, visible, tags },
      }));
    },
    () => notifications.show({ color: 'green', title: 'The settings are saved', message: 'They hold from the next event on.' }),
  );
  const isDisabled = !may('manage');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        command.mutate(undefined);
      }}
    >
      <Stack gap="lg" maw={560}>
        <Radio.Group label="In a pause" value={settings.pauseMode} onChange={(pauseMode) => set({ pauseMode })}>
          <Stack gap="xs" mt={6}>
            <Radio value="hold" label="Hold events" description="They start runs when the workflow is resumed" disabled={isDisabled} />
            <Radio value="skip" label="Skip events" description="They are lost to this workflow for good" disabled={isDisabled} />
          </Stack>
        </Radio.Group>
        <NumberInput
          label="Runs at once"
          description="The most runs that have not ended, whatever started them. What comes above is held"
          placeholder="No limit"
          min={1}
          allowDecimal={false}
          maw={260}
          value={settings.concurrencyLimit ?? ''}
          onChange={(limit) => set({ concurrencyLimit: typeof limit === 'number' ? limit : null })}
          disabled={isDisabled}
        />
        <Stack gap="sm">
          <Switch
            label="Pause itself when too many runs fail"
            checked={settings.autoPauseOnFailure}
            onChange={(event) => set({ autoPauseOnFailure: event.currentTarget.checked })}
            disabled={isDisabled}
          />
          {settings.autoPauseOnFailure && (
            <Group gap="md" align="flex-start">
              <NumberInput
                label="When this part failed"
                suffix=" %"
                min={1}
                max={100}
                allowDecimal={false}
                w={180}
                value={Math.round(settings.failureRateThreshold * 100)}
                onChange={(part) => typeof part === 'number' && set({ failureRateThreshold: part / 100 })}
                disabled={isDisabled}
              />
              <NumberInput
                label="Of the last runs"
                min={1}
                max={1000}
                allowDecimal={false}
                w={180}
                value={settings.failureRateMinRuns}
                onChange={(runs) => typeof runs === 'number' && set({ failureRateMinRuns: runs })}
                disabled={isDisabled}
              />
            </Group>
          )}
        </Stack>
        <Switch label="Show it in lists" checked={settings.visible} onChange={(event) => set({ visible: event.currentTarget.checked })} disabled={isDisabled} />
        <TagsInput label="Tags" description="At most 20" maxTags={20} value={settings.tags} onChange={(tags) => set({ tags })} disabled={isDisabled} />
        {command.isError && <ErrorState error={command.error} />}
        {!isDisabled && (
          <Group gap="xs">
            <Button type="submit" loading={command.isPending} disabled={isSame(settings, saved)}>Save settings</Button>
            {!isSame(settings, saved) && <Button variant="subtle" color="gray" onClick={() => setSettings(saved)}>Undo</Button>}
          </Group>
        )}
      </Stack>
    </form>
  );
}
