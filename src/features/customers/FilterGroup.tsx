/** A group of conditions joined by all or any; groups hold groups, three deep at most. */
import { Index, Match, Show, Switch } from 'solid-js';
import { childrenOf, isGroup } from '../../domain/filter/filter';
import type { Condition } from '../../domain/filter/filter';
import { Button, IconButton } from '../../ui/Button';
import { Segmented } from '../../ui/Segmented';
import { FilterCondition } from './FilterCondition';
import { makeGroup, joinOf, newCondition, replaceChild } from './filter-fields';
import type { ConditionContext, FilterField, Group } from './filter-fields';
import { filterWords } from './filter-words';
import styles from './CustomersPage.module.css';

const DEEPEST = 2;

export interface FilterGroupProps {
  readonly group: Group;
  onChange(group: Group): void;
  readonly onRemove?: (() => void) | undefined;
  readonly fields: readonly FilterField[];
  readonly context: ConditionContext;
  readonly depth: number;
}

export function FilterGroup(props: FilterGroupProps) {
  const words = filterWords;
  const children = () => childrenOf(props.group);
  const change = (index: number, child: Condition | Group | undefined) => { props.onChange(replaceChild(props.group, index, child)); };
  const add = (child: Condition | Group) => { props.onChange(makeGroup(joinOf(props.group), [...children(), child])); };
  const fresh = () => newCondition(props.fields[0]!, undefined, props.context);
  return (
    <div class={props.depth > 0 ? styles.group : styles.form}>
      <div class={styles.row}>
        <Segmented label={words().join} hideLabel options={[{ value: 'all', label: words().all }, { value: 'any', label: words().any }]} value={joinOf(props.group)} onChange={(join) => { props.onChange(makeGroup(join === 'any' ? 'any' : 'all', children())); }} />
        <Show when={props.onRemove}>{(onRemove) => <IconButton icon="x" label={words().removeGroup} onPress={() => { onRemove()(); }} />}</Show>
      </div>
      <Index each={children()}>{(child, index) => (
        <Switch>
          <Match when={(() => { const filter = child(); return isGroup(filter) ? filter : undefined; })()}>
            {(inner) => <FilterGroup group={inner()} onChange={(next) => { change(index, next); }} onRemove={() => { change(index, undefined); }} fields={props.fields} context={props.context} depth={props.depth + 1} />}
          </Match>
          <Match when={(() => { const filter = child(); return isGroup(filter) ? undefined : filter; })()}>
            {(condition) => <FilterCondition condition={condition()} onChange={(next) => { change(index, next); }} onRemove={() => { change(index, undefined); }} fields={props.fields} context={props.context} />}
          </Match>
        </Switch>
      )}</Index>
      <div class={styles.row}>
        <Button kind="quiet" size="s" icon="plus" onPress={() => { add(fresh()); }}>{words().addCondition}</Button>
        <Show when={props.depth < DEEPEST}><Button kind="quiet" size="s" icon="plus" onPress={() => { add(makeGroup(joinOf(props.group) === 'all' ? 'any' : 'all', [fresh()])); }}>{words().addGroup}</Button></Show>
      </div>
    </div>
  );
}
