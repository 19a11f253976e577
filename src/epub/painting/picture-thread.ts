/** A thread that paints: what it is told is a {@link Commission}, what it answers a {@link Delivery}. */
import { parentPort } from 'node:worker_threads';
import { library, pictureOf, type Size } from './picture.ts';

export interface Commission {
  readonly id: number;
  /** PDF. */
  readonly page: Uint8Array;
  readonly size: Size;
}

/** The picture, or what went wrong. */
export type Delivery =
  | { readonly id: number; readonly png: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly reason: string };

// Ready when the first page comes; what goes wrong is told to that one.
library().catch(() => undefined);

parentPort?.on('message', (commission: Commission) => void paint(commission));

async function paint({ id, page, size }: Commission): Promise<void> {
  try {
    const png = new Uint8Array(await pictureOf(page, size));
    deliver({ id, png }, [png.buffer]);
  } catch (error) {
    deliver({ id, reason: error instanceof Error ? error.message : String(error) });
  }
}

const deliver = (delivery: Delivery, handedOver: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(delivery, handedOver);
