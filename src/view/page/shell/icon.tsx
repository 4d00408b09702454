import type { CallState, StatusName } from '../../api.js';

/** Drawn on 16 × 16; every status has a shape of its own, so that none needs its colour to be told. */
const SHAPES = {
  notStarted: <circle cx="8" cy="8" r="4.5" class="line dotted" />,
  pending: <path d="M8 3 13 8 8 13 3 8Z" class="line" />,
  running: <path d="M5 3.2 12.6 8 5 12.8Z" class="solid" />,
  retrying: <path d="M12.5 8a4.5 4.5 0 1 1-1.6-3.4M11.2 1.8v3.1H8.1" class="line" />,
  succeeded: <path d="m3.4 8.4 3.2 3.2 6-7" class="line thick" />,
  failed: <path d="m4 4 8 8M12 4l-8 8" class="line thick" />,
  stopped: <rect x="4" y="4" width="8" height="8" rx="1" class="solid" />,
  unknown: <path d="M5.4 6.1a2.6 2.6 0 1 1 3.9 2.2c-.9.5-1.3 1-1.3 1.9M8 12.7v.1" class="line thick" />,
  flow: <path d="M4 3.5v9M4 5h4.5M4 11h4.5M8.5 3.2h4v3.6h-4zM8.5 9.2h4v3.6h-4z" class="line thin" />,
  hit: <path d="M9.2 2 4 9h3.6l-.9 5L12 7H8.3z" class="solid" />,
  pause: <path d="M5 3.5v9M11 3.5v9" class="line thick" />,
  close: <path d="m4.5 4.5 7 7M11.5 4.5l-7 7" class="line" />,
  chevron: <path d="m6 4 4 4-4 4" class="line" />,
  search: <path d="M10.2 10.2 13.5 13.5M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0Z" class="line" />,
  sun: (
    <path
      d="M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0Z"
      class="line"
    />
  ),
  moon: <path d="M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6Z" class="line" />,
  auto: (
    <g>
      <circle cx="8" cy="8" r="5.2" class="line" />
      <path d="M8 2.8a5.2 5.2 0 0 1 0 10.4Z" class="solid" />
    </g>
  ),
  back: <path d="M13 8H3.5M7 4 3 8l4 4" class="line" />,
  plus: <path d="M8 3.5v9M3.5 8h9" class="line" />,
  minus: <path d="M3.5 8h9" class="line" />,
  fit: <path d="M2.5 3.5v9M13.5 3.5v9M5 8h6M6.5 6 4.8 8l1.7 2M9.5 6l1.7 2-1.7 2" class="line thin" />,
} as const;

export type IconName = keyof typeof SHAPES;

/** A drawing beside a text that says the same; nothing for screen readers. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  );
}

const NAMES: Record<StatusName | CallState, string> = {
  notStarted: 'not started',
  pending: 'pending',
  queued: 'queued',
  running: 'running',
  retrying: 'retrying',
  succeeded: 'succeeded',
  failed: 'failed',
  stopped: 'stopped',
};

/** The name of a status or of the state of a call, as it is shown. */
export function statusLabel(name: StatusName | CallState): string {
  return NAMES[name];
}

export interface StatusMarkProps {
  readonly name: StatusName | CallState;
  readonly isNameShown?: boolean;
  /** What became of it is not known. */
  readonly isLastSeen?: boolean;
}

/** A status by shape, colour and name; the name may be for screen readers alone. */
export function StatusMark({ name, isNameShown = false, isLastSeen = false }: StatusMarkProps) {
  const label = isLastSeen ? `last seen ${statusLabel(name)}` : statusLabel(name);
  return (
    <span
      class={`status ${isLastSeen ? 'status-lastSeen' : `status-${name}`}`}
      title={isNameShown ? undefined : label}
    >
      <Icon name={isLastSeen ? 'unknown' : name === 'queued' ? 'pending' : name} />
      <span class={isNameShown ? undefined : 'unseen'}>{label}</span>
    </span>
  );
}
