/** Declares sRGB, the color space of web pages, as the output intent of the file (ISO 19005-2, 6.2.3). */
import { deflateSync } from 'node:zlib';
import { dict, PdfString, Stream } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import { srgbProfile } from '../../../lib/pdf/srgb-profile.ts';

/** The compressed profile, which is the same in every file. */
let deflatedProfileCache: Uint8Array | undefined;

export function setOutputIntent(file: PdfFile): void {
  deflatedProfileCache ??= deflateSync(srgbProfile(), { level: 9 });
  const profile = new Stream(dict({ N: 3, Filter: '/FlateDecode' }), deflatedProfileCache);
  const intent = dict({
    Type: '/OutputIntent',
    S: '/GTS_PDFA1',
    OutputConditionIdentifier: new PdfString('sRGB'),
    Info: new PdfString('sRGB (IEC 61966-2-1)'),
    DestOutputProfile: file.add(profile),
  });
  file.catalog.set('OutputIntents', [intent]);
}
