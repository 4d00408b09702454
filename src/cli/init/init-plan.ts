/** Something that `init` does not understand, and so leaves alone. */
export interface Obstacle {
  /** Which file, as a person would say it. */
  readonly file: string;
  /** What is there, as a sentence. */
  readonly what: string;
  /** What to do about it, as sentences. */
  readonly byHand: string;
}

/** A file as it is to be. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** What changes, as a phrase: `scripts build and start`. */
  readonly what: string;
}

/** All that `init` means to do, before anything of it is done. */
export class InitPlan {
  readonly obstacles: Obstacle[] = [];
  readonly files: PlannedFile[] = [];
  /** What is there already, as phrases. */
  readonly present: string[] = [];
  /** What a person may want to know or do, as sentences. */
  readonly notes: string[] = [];
  /** How to run the app; a script's name, or a whole command line. */
  run: { readonly script: string } | { readonly command: string } | undefined;
}
