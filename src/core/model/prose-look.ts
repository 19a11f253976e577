/** How the text of a publication looks where novels differ from other books. */

/** What is shown between two scenes. */
export const SCENE_BREAKS = ['asterisks', 'asterism', 'dots', 'space', 'rule'] as const;

export type SceneBreak = (typeof SCENE_BREAKS)[number];

export interface ProseLook {
  /** Whether paragraphs begin with an indent instead of having space between them. */
  readonly hasIndents?: true;
  /** Whether the first paragraph of each chapter begins with a drop capital. */
  readonly hasDropCaps?: true;
  /** Absent: a rule as in any text. */
  readonly sceneBreak?: SceneBreak;
}
