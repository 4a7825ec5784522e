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

/** One of our nodes with the credential it needs. */
export interface ChannelStep {
  /** Name on the canvas. */
  name: string;
  /** Node name within our package, e.g. `kaufland`. */
  node: string;
  parameters: Parameters;
  credential: { type: string; name: string };
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
