/** The business's own fields, grouped as the owner grouped them. Secret ones show on a tap. */
import { For, Show, createMemo, createSignal } from 'solid-js';
import { Button } from '../../../ui/Button';
import { Section } from '../../../ui/Section';
import type { FieldDefinition } from '../../../state/field-definitions';
import { useFieldDefinitions } from '../../../state/field-definitions';
import { useProfileWords } from '../words';
import { CustomField } from './CustomField';
import styles from './Details.module.css';

export function CustomFields() {
  const definitions = useFieldDefinitions();
  const t = useProfileWords();
  const groups = createMemo(() => {
    const byGroup = new Map<string, FieldDefinition[]>();
    for (const definition of definitions.fields()) byGroup.set(definition.group ?? '', [...(byGroup.get(definition.group ?? '') ?? []), definition]);
    return [...byGroup];
  });
  return (
    <For each={groups()}>
      {([group, fields]) => (
        <Section title={group || t.customFields}>
          <div class={styles.points}><For each={fields}>{(definition) => <Guarded definition={definition} />}</For></div>
        </Section>
      )}
    </For>
  );
}

/** A secret field keeps its value off the screen until asked: the screen may face the customer. */
function Guarded(props: { definition: FieldDefinition }) {
  const t = useProfileWords();
  const [shown, setShown] = createSignal(false);
  return (
    <Show when={props.definition.sensitivity !== 'secret' || shown()} fallback={<Button icon="lock" onClick={() => setShown(true)}>{t.showSecret(props.definition.label)}</Button>}>
      <CustomField definition={props.definition} />
    </Show>
  );
}
