import { effectScope } from 'vue';
import { expect, test } from 'vitest';
import { announcement, useAnnouncer } from '../../../renderer/composables/use-announcer.ts';
import { commands, isEnabled, useCommand } from '../../../renderer/composables/use-command.ts';
import { dismissToast, toasts, useToast } from '../../../renderer/composables/use-toast.ts';

test('a command is there as long as its component, the latest of a name', () => {
  const command = (title: string) => ({ id: 'launch', title, group: 'Study', run: () => undefined });
  const titles = (): string[] => commands.value.map(({ title }) => title);
  const [first, second] = [effectScope(), effectScope()];
  first.run(() => useCommand(command('first')));
  second.run(() => useCommand(command('second')));
  expect(titles()).toEqual(['second']);
  first.stop();
  expect(titles()).toEqual(['second']);
  second.stop();
  expect(titles()).toEqual([]);
});

test('commands can be out of use', () => {
  const command = { id: 'a', title: 'A', group: 'B', run: () => undefined };
  expect(isEnabled(command)).toBe(true);
  expect(isEnabled({ ...command, enabled: () => false })).toBe(false);
});

test('toasts queue up, the oldest go, each can be dismissed', () => {
  const toast = useToast();
  for (const title of ['1', '2', '3', '4', '5']) toast({ title });
  expect(toasts.value.map(({ title }) => title)).toEqual(['2', '3', '4', '5']);
  dismissToast(toasts.value[1]!.id);
  expect(toasts.value.map(({ title }) => title)).toEqual(['2', '4', '5']);
});

test('the same announcement twice changes the text, so that it is spoken again', () => {
  const announce = useAnnouncer();
  announce('Saved');
  const first = announcement.value;
  announce('Saved');
  expect(announcement.value).not.toBe(first);
  expect(announcement.value.trim()).toBe('Saved');
});
