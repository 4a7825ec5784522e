/** n8n's workflow file, as far as our templates use it. */
export type Parameters = Record<string, unknown>;

export interface TemplateNode {
  id: string;
  name: string;
  type: string;
  typeVersion: number;
  position: [number, number];
  parameters: Parameters;
  credentials?: Record<string, { id: null; name: string }>;
  disabled?: boolean;
  executeOnce?: boolean;
  alwaysOutputData?: boolean;
  retryOnFail?: boolean;
  maxTries?: number;
  waitBetweenTries?: number;
  onError?: 'continueErrorOutput' | 'continueRegularOutput';
  notes?: string;
}

/** A node before it has an id and a place. */
export type Draft = Omit<TemplateNode, 'id' | 'position'>;

export interface Template {
  name: string;
  nodes: TemplateNode[];
  connections: Record<string, { main: Array<Array<{ node: string; type: 'main'; index: number }>> }>;
  settings: Record<string, unknown>;
  pinData: Record<string, Array<{ json: Record<string, unknown> }>>;
  meta: { templateCredsSetupCompleted: boolean };
  tags: string[];
}

/** One value an operator can change at the top of the template. */
export interface Setting {
  name: string;
  type: 'string' | 'number' | 'boolean';
  value: string | number | boolean;
  /** For the table in the pair's README. */
  meaning: string;
}

/** One of our nodes with the credential it needs; none where it only makes and reads files. */
export interface ChannelStep {
  /** Name on the canvas. */
  name: string;
  /** Node name within our package, e.g. `kaufland`. */
  node: string;
  parameters: Parameters;
  credential?: { type: string; name: string };
  /** Columns of the ledger that a write fills in beside the usual ones; expressions over its answer. */
  remember?: Record<string, string>;
}

/** A source that is no channel: what another flow has left in the books. Core nodes, one behind the other. */
export interface BookSource {
  /** Name of the last node, which gives the one item of a page-by-page read. */
  name: string;
  books: Draft[];
}

export const isBookSource = (source: Source): source is BookSource => 'books' in source;

/** One of several systems a flow reads; its node ships disabled unless it is the first. */
export interface SourceLane {
  /** Keeps its position under this name, which therefore never changes. */
  channel: string;
  /** For the node that asks whether it is this one's turn. */
  title: string;
  /** Reads page by page. */
  step: ChannelStep;
}

/** Several systems, read one after another, each from a position of its own. One whose node is disabled is passed over. */
export interface LaneSource {
  /** Name of the last node, which gives the one item of a page-by-page read. */
  name: string;
  lanes: SourceLane[];
}

export type Source = ChannelStep | BookSource | LaneSource;

export const isLaneSource = (source: Source): source is LaneSource => 'lanes' in source;

/** One of several systems a flow writes into; its node ships disabled unless it is the first. */
export interface TargetLane {
  /** What the books call it: each of its records stands there as `channel/SKU`, so it never changes. */
  channel: string;
  /** For people: in messages, in the dead letters, and in the node that picks out what is for it. */
  title: string;
  step: ChannelStep;
}

/** Several systems that get the same stock, each what its settings leave of it. One whose node is disabled is passed over. */
export interface LaneTarget {
  /** Name of the node that gathers what was answered. */
  name: string;
  lanes: TargetLane[];
  /** Codes of refusals that are no trouble: a catalogue holds more than each channel sells. */
  passOver: string[];
}

/** One of several systems a record may belong to; its node ships disabled unless it is the first. */
export interface Route {
  /** Orders of this channel are its own, in small letters. */
  channel: string;
  /** Of several accounts of the channel the one it is for. */
  account?: string;
  /** Name of the way to it. */
  title: string;
  /** Writes `$json.record`; the order it belongs to is `record.order`. */
  step: ChannelStep;
}

/** Several systems, of which each record goes to the one its order came from. What belongs to a disabled node is left for later. */
export interface RoutedTarget {
  /** Name of the node that asks which. */
  name: string;
  /** Name of the node where all answers meet. */
  answers: string;
  routes: Route[];
}

export type Target = ChannelStep | LaneTarget | RoutedTarget;

export const isLaneTarget = (target: Target): target is LaneTarget => 'lanes' in target;

export const isRouted = (target: Target): target is RoutedTarget => 'routes' in target;

/** The one system of a flow that writes into one. */
export function stepOf(target: Target): ChannelStep {
  if (isLaneTarget(target) || isRouted(target)) throw new Error(`${target.name} stands for several systems`);
  return target;
}

export interface Flow {
  /** Folder below `workflows/`. */
  pair: string;
  /** File name without `.json`. */
  flow: string;
  template: Template;
  /** One sentence for the pair's README. */
  summary: string;
  settings: Setting[];
}
