/**
 * When a version of the book was written, roughly: so that "exists only here since Monday" can be said of a document whose index entry
 * knows its version alone. One mark in ten minutes at most; what lies between two marks counts as of the earlier one.
 */
import { createReader, createWriter } from './bytes';

export interface SinceLog {
  /** The commit that made `version` is done. */
  committed(version: number, now: number): void;
  /** UTC ms, not later than when the version was written; undefined: before anything that is remembered. */
  timeOf(version: number): number | undefined;
  /** Nothing up to this version will be asked for. */
  prune(version: number): void;
  isChanged(): boolean;
  record(): Uint8Array;
}

const FORMAT = 1;
const MARK_MS = 10 * 60_000;
const MAX_MARKS = 2_000;

interface Mark { readonly version: number; readonly at: number }

export function createSinceLog(record?: Uint8Array): SinceLog {
  let marks = record ? decode(record) : [];
  let isChanged = false;
  return {
    committed: (version, now) => {
      const last = marks.at(-1);
      // A clock that was set back leaves no mark that is later than the next.
      if (last && now >= last.at && now - last.at < MARK_MS) return;
      marks = [...marks.filter(({ version: earlier, at }) => earlier < version && at <= now), { version, at: now }].slice(-MAX_MARKS);
      isChanged = true;
    },
    timeOf: (version) => marks.findLast((mark) => mark.version <= version)?.at,
    prune: (version) => {
      const kept = marks.filter((mark, i) => i === marks.length - 1 || mark.version > version);
      isChanged ||= kept.length !== marks.length;
      marks = kept;
    },
    isChanged: () => isChanged,
    record: () => {
      isChanged = false;
      const writer = createWriter();
      writer.byte(FORMAT);
      writer.number(marks.length);
      for (const { version, at } of marks) {
        writer.number(version);
        writer.number(at);
      }
      return writer.done();
    },
  };
}

function decode(record: Uint8Array): Mark[] {
  const reader = createReader(record), marks: Mark[] = [];
  if (reader.byte() !== FORMAT) return [];
  for (let left = reader.number(); left > 0 && left <= MAX_MARKS && !reader.failed(); left--) marks.push({ version: reader.number(), at: reader.number() });
  return reader.failed() ? [] : marks;
}
