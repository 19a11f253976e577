/** What the colours of the file mean: sRGB, as those of a web page do (ISO 19005-2, 6.2.3). */
import { deflateSync } from 'node:zlib';
import { dict, Stream, Text } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import { srgbProfile } from '../../../lib/pdf/srgb-profile.ts';

/** The same in every file. */
let profileData: Uint8Array | undefined;

export function setIntent(file: PdfFile): void {
  profileData ??= deflateSync(srgbProfile(), { level: 9 });
  const profile = new Stream(dict({ N: 3, Filter: '/FlateDecode' }), profileData);
  const intent = dict({
    Type: '/OutputIntent',
    S: '/GTS_PDFA1',
    OutputConditionIdentifier: new Text('sRGB'),
    Info: new Text('sRGB (IEC 61966-2-1)'),
    DestOutputProfile: file.add(profile),
  });
  file.catalog.set('OutputIntents', [intent]);
}
