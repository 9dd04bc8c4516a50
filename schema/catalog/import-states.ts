/** How far a run of the importer has come, and what is to be said of its outlets. */

/** `open` until its last part is loaded or it is broken off; `undoing` while it is taken back, part by part. */
export const importStates = ['open', 'done', 'cancelled', 'undoing', 'undone'] as const
export type ImportState = (typeof importStates)[number]

/**
 * `kept`, `overruled`: both the file and somebody here had changed the fields. The others are of taking a run back:
 * fields that somebody changed since stay, an outlet on which something hangs is closed and not removed, and one that
 * lies outside the area by now is left alone.
 */
export const importNoteKinds = ['kept', 'overruled', 'changed_since', 'closed', 'outside'] as const
export type ImportNoteKind = (typeof importNoteKinds)[number]

/** Why the worker does not take a row. */
export const importRefusals = ['outside_area', 'outside_city', 'no_community', 'same_outlet'] as const
export type ImportRefusal = (typeof importRefusals)[number]

/** The fields that a file may speak of, beside name, type and position, which every row has. */
export const importFields = [
  'address',
  'circle',
  'hours',
  'hoursText',
  'phone',
  'services',
  'cash',
  'bankCard',
  'mobilePay',
  'stepFree',
  'seat',
  'hearingAid',
  'sightAid',
  'elderCounter',
  'nightDelivery',
  'instantDelivery',
  'chain',
  'credit',
  'honest',
  'status',
] as const
export type ImportField = (typeof importFields)[number]
