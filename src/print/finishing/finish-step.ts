/** Finishes prints and parts of books from bytes alone, so that a worker on another machine can do it. */
import type { RemoteStep, RemoteStepKind } from '../../core/model/fleet.ts';
import { type NumberChange, setPageNumbers } from '../pagination/page-number-patch.ts';
import { readPrintedFile } from '../printed/printed-file.ts';
import { type TagRequest, tagFile } from '../tagging/tag-pdf.ts';
import { finishPart, type PartRequest } from './finish-part.ts';

/**
 * Describes the step for another machine.
 * @param parts the parts of its key: the print; of a book the direction and the changed page numbers; the request
 * @returns `undefined` for a book that was joined from several prints: the file is here already, and is not made from these
 *   parts alone
 */
export function describeFinish(parts: readonly (string | Uint8Array)[]): RemoteStep | undefined {
  const [print, ...texts] = parts;
  const isAlone = typeof print === 'object' && texts.every((part) => typeof part === 'string');
  const isKnown = isAlone && (texts.length === 1 || texts.length === 3);
  return isKnown ? { kind: 'finished', inputs: parts, settings: {} } : undefined;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A step of another machine. */
export interface StepTask {
  readonly kind: 'step';
  readonly step: Exclude<RemoteStepKind, 'printed'>;
  /** The parts of its key. */
  readonly inputs: readonly Uint8Array[];
}

/** Does a step. Rejects if its inputs are not right. @returns the same bytes as on the machine that described it */
export const finishStep = ({ step, inputs }: StepTask): Promise<Uint8Array> =>
  step === 'part' ? finishBookPart(inputs) : finishPrint(inputs);

/** Finishes a part of a book. @param inputs the print and the request */
async function finishBookPart([print, request, ...others]: StepTask['inputs']): Promise<Uint8Array> {
  if (print === undefined || others.length > 0) throw new Error('inputs are missing');
  return finishPart(print, JSON.parse(decoder.decode(request)) as PartRequest);
}

/** Finishes a print. @param inputs what {@link describeFinish} gives */
async function finishPrint(inputs: StepTask['inputs']): Promise<Uint8Array> {
  const [print, ...texts] = inputs;
  if (print === undefined || (texts.length !== 1 && texts.length !== 3))
    throw new Error('inputs are missing');
  const [request = '', changes, direction] = texts.map((text) => decoder.decode(text)).reverse();
  const printed = readPrintedFile(print);
  if (changes !== undefined) {
    const numbers = JSON.parse(changes) as readonly NumberChange[];
    if (!setPageNumbers(printed, numbers, direction === 'rtl' ? 'rtl' : 'ltr'))
      throw new Error('a page number cannot be set');
  }
  return (await tagFile(printed, JSON.parse(request) as TagRequest)).bytes;
}
