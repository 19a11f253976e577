/**
 * Makes micromark's `EditMap` take linear time. At each end of a quotation and at each lazy continuation line
 * micromark changes a few events at the end of its list, and copies the whole list to do so, which takes
 * quadratic time.
 */
import { EditMap } from 'micromark-util-edit-map';

type Events = Parameters<EditMap['consume']>[0];

const consumeAll = EditMap.prototype.consume;

/** Does what the original does, but only for the tail of the list, which contains all changes. */
function consumeTail(this: EditMap, events: Events): undefined {
  const first = this.map.reduce((least, [at]) => Math.min(least, at), events.length);
  const changing = events.splice(first);
  for (const change of this.map) change[0] -= first;
  consumeAll.call(this, changing);
  for (const event of changing) events.push(event);
}

/** Patches micromark's own class, because micromark has no option to replace it. */
export function patchEditMap(): void {
  EditMap.prototype.consume = consumeTail;
}
