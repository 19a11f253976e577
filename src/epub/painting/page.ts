/** One page of PDF from its content: what PDFium takes. */

/** @param size in points; the content has its origin above on the left, and a unit is a point */
export function pageOf(
  content: string,
  { width, height }: { readonly width: number; readonly height: number },
) {
  const stream = `1 0 0 -1 0 ${height} cm\n${content}`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Resources<<>>/Contents 4 0 R>>`,
    `<</Length ${stream.length}>>stream\n${stream}\nendstream`,
  ];
  let file = '%PDF-1.7\n';
  const places: number[] = [];
  for (const [index, object] of objects.entries()) {
    places.push(file.length);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const entries = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const count = objects.length + 1;
  return new TextEncoder().encode(
    `${file}xref\n0 ${count}\n0000000000 65535 f \n${entries}trailer\n<</Size ${count}/Root 1 0 R>>\n` +
      `startxref\n${file.length}\n%%EOF\n`,
  );
}
