/** Joins class names; what is empty or false is left out, so that the attribute stays clean. */
export function cx(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
