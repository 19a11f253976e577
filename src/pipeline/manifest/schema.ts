/** Defines the schemas of a manifest. */
import * as v from 'valibot';
import { isSafeRelativePath } from './safe-path.ts';

const name = v.pipe(v.string(), v.minLength(1));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hexadecimal'));

const fileSchema = v.strictObject({
  path: v.pipe(v.string(), v.check(isSafeRelativePath, 'a path below the folder')),
  edition: name,
  mediaType: name,
  digest,
  size: count,
  pages: v.exactOptional(count),
});

const publicationSchema = v.strictObject({
  id: name,
  title: v.string(),
  language: v.string(),
  status: v.picklist(['draft', 'published']),
  version: v.exactOptional(v.string()),
  files: v.array(fileSchema),
});

/** Accepts a manifest exactly as a build writes it. */
export const manifestSchema = v.strictObject({
  handpress: name,
  shard: v.exactOptional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,3}\/[1-9]\d{0,3}$/, 'a part such as 2/4'))),
  division: v.exactOptional(digest),
  publications: v.array(publicationSchema),
});

/** Accepts any manifest that has what the next build uses. A build ignores other manifests. */
export const looseManifestSchema = v.object({
  handpress: v.string(),
  shard: v.exactOptional(v.string()),
  division: v.exactOptional(v.string()),
  publications: v.array(
    v.object({
      ...publicationSchema.entries,
      id: v.string(),
      files: v.array(
        v.object({
          path: v.string(),
          edition: v.string(),
          mediaType: v.string(),
          digest: v.string(),
          size: v.number(),
          pages: v.exactOptional(v.number()),
        }),
      ),
    }),
  ),
});
