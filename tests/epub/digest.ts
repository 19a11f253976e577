/** Prints the SHA-256 of the packed sample: started in another time zone by `container.test.ts`. */
import { createHash } from 'node:crypto';
import process from 'node:process';
import { packEpub } from '../../src/epub/write-epub.ts';
import { sampleBook } from '../support/sample-book.ts';
import { context } from './packed.ts';

const { bytes } = await packEpub(sampleBook(), context);
process.stdout.write(createHash('sha256').update(bytes).digest('hex'));
