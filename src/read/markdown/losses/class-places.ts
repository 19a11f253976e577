/** Reports classes that have an effect elsewhere, but not on what they are put on. */

import { diagnostic, type Report } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../../core/source-location.ts';
import { CLASS_PLACES, type ClassCarrier } from '../../../core/tree/class-places.ts';

/** Diagnostic: `class-unfit`. */
export function checkClasses(
  classes: readonly string[],
  on: ClassCarrier,
  place: SourceLocation,
  report: Report,
): void {
  for (const name of classes) {
    const known = CLASS_PLACES.get(name);
    if (known !== undefined && !known.on.includes(on)) report(diagnostic('class-unfit', { name, on }, place));
  }
}
