/** What the "log contact" form holds while it is filled in, and how it becomes an entry. Pure. */
import { uuidv7 } from '../../../lib/ids';
import type { Channel, Commitment, Direction, Interaction } from '../../../domain/entry/entry';

export interface InteractionDraft {
  channel: Channel;
  direction: Direction;
  /** Local wall time as an `<input type="datetime-local">` gives it: YYYY-MM-DDTHH:mm. */
  when: string;
  minutes: number | undefined;
  summary: string;
  participants: string;
  promise: string;
  promiseDue: string;
  nextStep: string;
  nextStepDue: string;
}

const pad = (n: number): string => String(n).padStart(2, '0');

/** The device's wall clock at `millis`, for a datetime-local input. */
export function localDateTime(millis: number): string {
  const date = new Date(millis);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** Channels in which, as a rule, the customer begins. */
const INBOUND: readonly Channel[] = ['visit', 'complaint', 'web', 'fair'];

export function newDraft(channel: Channel, now: number): InteractionDraft {
  return {
    channel, direction: INBOUND.includes(channel) ? 'in' : 'out', when: localDateTime(now), minutes: undefined,
    summary: '', participants: '', promise: '', promiseDue: '', nextStep: '', nextStepDue: '',
  };
}

export function draftFromInteraction(entry: Interaction): InteractionDraft {
  return {
    channel: entry.channel, direction: entry.direction, when: localDateTime(Date.parse(entry.at)), minutes: entry.minutes, summary: entry.summary,
    participants: entry.participants ?? '', promise: entry.promise?.text ?? '', promiseDue: entry.promise?.due ?? '',
    nextStep: entry.nextStep?.text ?? '', nextStepDue: entry.nextStep?.due ?? '',
  };
}

function commitment(text: string, due: string, previous: Commitment | undefined): Commitment | undefined {
  if (!text.trim()) return undefined;
  return { text: text.trim(), ...(due ? { due } : {}), ...(previous?.doneAt && previous.text === text.trim() ? { doneAt: previous.doneAt } : {}) };
}

export interface Author { readonly name: string; readonly device: string; now(): number }

/** The entry to store, or `undefined` where `when` is no time at all. An edit keeps id, author and what the form does not show. */
export function interactionFromDraft(draft: InteractionDraft, author: Author, previous?: Interaction): Interaction | undefined {
  const at = Date.parse(draft.when);
  if (Number.isNaN(at)) return undefined;
  const promise = commitment(draft.promise, draft.promiseDue, previous?.promise);
  const nextStep = commitment(draft.nextStep, draft.nextStepDue, previous?.nextStep);
  const base = previous
    ? { ...previous, editedAt: new Date(author.now()).toISOString() }
    : { id: uuidv7(() => author.now()), kind: 'interaction' as const, by: author.name, device: author.device };
  const { promise: _promise, nextStep: _step, minutes: _minutes, participants: _participants, ...kept } = base as Partial<Interaction> & typeof base;
  return {
    ...kept, kind: 'interaction', channel: draft.channel, direction: draft.direction, at: new Date(at).toISOString(), summary: draft.summary.trim(),
    ...(draft.minutes ? { minutes: draft.minutes } : {}), ...(draft.participants.trim() ? { participants: draft.participants.trim() } : {}),
    ...(promise ? { promise } : {}), ...(nextStep ? { nextStep } : {}),
  };
}
