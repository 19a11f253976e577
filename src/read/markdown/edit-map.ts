/**
 * Keeps the parser from copying all that it has read at every quotation that ends and every line that goes on without its mark:
 * micromark then changes a few events at the end of its list, and copies the whole list for it, which takes quadratic time.
 */
import { EditMap } from 'micromark-util-edit-map';

type Events = Parameters<EditMap['consume']>[0];

const consumeWhole = EditMap.prototype.consume;

/** As the original, for the part of the list in which something changes. */
function consume(this: EditMap, events: Events): undefined {
  const first = this.map.reduce((least, [at]) => Math.min(least, at), events.length);
  const changing = events.splice(first);
  for (const change of this.map) change[0] -= first;
  consumeWhole.call(this, changing);
  for (const event of changing) events.push(event);
}

/** Changes micromark's own class, for it can be given no other. */
export function editInPlace(): void {
  EditMap.prototype.consume = consume;
}
