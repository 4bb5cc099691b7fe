/** Text in which the found parts are marked. */
import { For, Show } from 'solid-js';
import { markedPieces } from './row-facts';

export function Marked(props: { readonly text: string; readonly ranges: readonly (readonly [number, number])[] }) {
  return <For each={markedPieces(props.text, props.ranges)}>{(piece) => <Show when={piece.marked} fallback={piece.text}><mark>{piece.text}</mark></Show>}</For>;
}
