/**
 * Replaces EJS, which compiles a template each time it is used, because Handpress gives epub-gen-memory templates of one form only: a finished
 * text by its place in the data.
 */
export function render(template: string, data: object): string {
  const [, path = ''] = /^<%- (given\.\w+) %>$/.exec(template) ?? [];
  let value: unknown = data;
  for (const key of path.split('.')) value = (value as Record<string, unknown>)[key];
  if (typeof value !== 'string') throw new Error('The bundle of Handpress has no EJS.');
  return value;
}
