/** One condition: which field, how it is compared, with what. */
import { Show } from 'solid-js';
import type { Condition } from '../../domain/filter/filter';
import { IconButton } from '../../ui/Button';
import { Select } from '../../ui/Select';
import { ConditionValue } from './ConditionValue';
import { fieldIdOf, isCustomField, newCondition, operatorsOf } from './filter-fields';
import type { ConditionContext, FilterField, Operator } from './filter-fields';
import { filterWords } from './filter-words';
import styles from './CustomersPage.module.css';

export interface FilterConditionProps { readonly condition: Condition; onChange(condition: Condition): void; onRemove(): void; readonly fields: readonly FilterField[]; readonly context: ConditionContext }

export function FilterCondition(props: FilterConditionProps) {
  const words = filterWords;
  // Town and country stand twice in the model, as text and as choice; the catalogue offers the text.
  const field = (): FilterField => props.fields.find(({ id, type }) => id === fieldIdOf(props.condition) && type === props.condition.type) ?? { id: fieldIdOf(props.condition), type: props.condition.type };
  const labelOf = (entry: FilterField): string => entry.label ?? (isCustomField(entry.id) ? entry.id.slice(7) : (words().fields as Readonly<Record<string, string>>)[entry.id] ?? entry.id);
  const fieldOptions = () => props.fields.map((entry) => ({ value: entry.id, label: labelOf(entry) }));
  const operator = (): Operator | undefined => (props.condition.type === 'flag' ? undefined : props.condition.op);
  const handleField = (id: string) => {
    const next = props.fields.find((entry) => entry.id === id);
    if (next) props.onChange(newCondition(next, undefined, props.context));
  };
  return (
    <div class={styles.condition}>
      <div class={styles.conditionFields}>
        <Select label={words().field} hideLabel options={fieldOptions()} value={field().id} onChange={handleField} />
        <Show when={operatorsOf(field()).length > 0}>
          <Select label={words().operator} hideLabel options={operatorsOf(field()).map((op) => ({ value: op, label: words().ops[op] }))} value={operator()} onChange={(op) => { props.onChange(newCondition(field(), op, props.context)); }} />
        </Show>
        <ConditionValue condition={props.condition} field={field()} onChange={(next) => { props.onChange(next); }} />
      </div>
      <IconButton icon="x" label={words().remove} onPress={() => { props.onRemove(); }} />
    </div>
  );
}
