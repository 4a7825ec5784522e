export interface TemplateNode {
  id: string;
  name: string;
  type: string;
  typeVersion: number;
  position: [number, number];
  parameters: Record<string, unknown>;
  credentials?: Record<string, { id: string | null; name: string }>;
  disabled?: boolean;
  webhookId?: string;
  [key: string]: unknown;
}

export interface Link {
  node: string;
  type: string;
  index: number;
}

export interface Template {
  id?: string;
  name: string;
  nodes: TemplateNode[];
  connections: Record<string, Record<string, Array<Link[] | null>>>;
  settings?: Record<string, unknown>;
  pinData?: Record<string, unknown>;
  meta?: Record<string, unknown>;
  [key: string]: unknown;
}

export type SettingValue = string | number | boolean;

interface Assignment {
  name: string;
  value: unknown;
  type: string;
}

export interface StoredCredential {
  id: string;
  name: string;
  type: string;
}

function assignmentsOf(template: Template): Assignment[] {
  const node = template.nodes.find(({ name }) => name === 'Settings');
  if (!node) throw new Error(`"${template.name}" has no node named Settings.`);
  const { assignments } = (node.parameters.assignments ?? {}) as { assignments?: Assignment[] };
  if (!assignments) throw new Error(`The Settings node of "${template.name}" is not a Set node with assignments.`);
  return assignments;
}

export function settingNames(template: Template): string[] {
  return template.nodes.some(({ name }) => name === 'Settings') ? assignmentsOf(template).map(({ name }) => name) : [];
}

/** Where a flow puts files, below the folder n8n may write to. */
export function foldersOf(template: Template, root: string): string[] {
  if (!settingNames(template).includes('folder')) return [];
  return assignmentsOf(template).flatMap(({ name, value }) => (name === 'folder' && String(value).startsWith(`${root}/`) ? [String(value)] : []));
}

/** A copy of the template as an operator would leave it after filling in the Settings node. */
export function withSettings(template: Template, changes: Record<string, SettingValue>): Template {
  const copy = structuredClone(template);
  const names = Object.keys(changes);
  if (names.length === 0) return copy;
  const assignments = assignmentsOf(copy);
  for (const name of names) {
    const assignment = assignments.find((candidate) => candidate.name === name);
    if (!assignment) {
      const known = assignments.map((candidate) => candidate.name).join(', ');
      throw new Error(`"${template.name}" has no setting "${name}"; it has: ${known}.`);
    }
    const value = changes[name];
    if (typeof value !== assignment.type) {
      throw new Error(`Setting "${name}" of "${template.name}" is a ${assignment.type}, not a ${typeof value}.`);
    }
    assignment.value = value;
  }
  return copy;
}

/** A copy of the template whose `{ id: null, name }` references point at created credentials, matched by type and name. */
export function withCredentials(template: Template, stored: StoredCredential[]): Template {
  const copy = structuredClone(template);
  const missing: string[] = [];
  for (const node of copy.nodes) {
    for (const [type, reference] of Object.entries(node.credentials ?? {})) {
      const matches = stored.filter((credential) => credential.type === type && credential.name === reference.name);
      if (matches.length === 1) reference.id = matches[0].id;
      else if (!node.disabled) {
        const problem = matches.length === 0 ? 'does not exist' : `exists ${matches.length} times`;
        missing.push(`${node.name}: ${type} "${reference.name}" ${problem}`);
      }
    }
  }
  if (missing.length > 0) throw new Error(`"${template.name}" cannot be linked to its credentials. ${missing.join('; ')}.`);
  return copy;
}

/** A copy in which what a template leaves to the operator is chosen, by channel and parameter. */
export function withChoices(template: Template, choices: Record<string, Record<string, string>>): Template {
  const copy = structuredClone(template);
  for (const { type, parameters } of copy.nodes) {
    for (const [name, value] of Object.entries(choices[type.split('.').pop()?.toLowerCase() ?? ''] ?? {})) {
      const left = parameters[name] as { __rl?: boolean; value?: unknown } | string | undefined;
      if (left === '') parameters[name] = value;
      else if (typeof left === 'object' && left.__rl && left.value === '') parameters[name] = { __rl: true, mode: 'id', value };
    }
  }
  return copy;
}

/** A copy whose files are elsewhere than in n8n's container. */
export function withFolder(template: Template, folder: string): Template {
  return JSON.parse(JSON.stringify(template).replaceAll('/home/node/.n8n-files', folder)) as Template;
}

export function nodesOfType(template: Template, type: string): TemplateNode[] {
  return template.nodes.filter((node) => node.type === type && !node.disabled);
}

export function manualTrigger(template: Template): string | undefined {
  return nodesOfType(template, 'n8n-nodes-base.manualTrigger')[0]?.name;
}

/** A flow that a person starts cannot be published: n8n refuses one without a trigger that starts it. */
export function startsByItself(template: Template): boolean {
  const started = ['manualTrigger', 'errorTrigger', 'executeWorkflowTrigger'];
  return template.nodes.some(({ type, disabled }) => {
    const kind = type.split('.').pop() ?? '';
    return !disabled && /trigger$|^webhook$/i.test(kind) && !started.includes(kind);
  });
}

export const onDemandTrigger = 'Start On Demand';

/**
 * A copy with one more trigger in front of what Run By Hand starts. A manual run is not a production run (it never calls
 * the Error Trigger and is not auto-deactivated); a call of a published webhook is one, at a moment of our choosing.
 * lastNode: the HTTP answer comes when the run is over, also where successful runs are not stored. noData: without it n8n
 * answers 500 "No item to return was found" to a successful run whose last node passed nothing on.
 */
export function withOnDemandTrigger(template: Template, path: string): Template {
  return withExtraTrigger(template, {
    type: 'n8n-nodes-base.webhook',
    typeVersion: 2,
    parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'noData', options: {} },
    webhookId: path,
  });
}

/** A copy that starts only when a test says so: a round ten minutes would put a second run beside the one looked at. */
export function withoutSchedule(template: Template): Template {
  const copy = structuredClone(template);
  for (const node of copy.nodes) if (node.type === 'n8n-nodes-base.scheduleTrigger') node.disabled = true;
  return copy;
}

/** A copy that also starts every `seconds`, to provoke overlapping runs; templates ship with minutes. */
export function withExtraSchedule(template: Template, seconds: number): Template {
  return withExtraTrigger(template, {
    type: 'n8n-nodes-base.scheduleTrigger',
    typeVersion: 1.2,
    parameters: { rule: { interval: [{ field: 'seconds', secondsInterval: seconds }] } },
  });
}

function withExtraTrigger(template: Template, trigger: Omit<TemplateNode, 'id' | 'name' | 'position'>): Template {
  const source = manualTrigger(template);
  const targets = source && template.connections[source]?.main?.[0];
  if (!targets) throw new Error(`"${template.name}" has no connected manual trigger whose place another trigger could take.`);
  const copy = structuredClone(template);
  copy.nodes.push({ position: [0, -300], ...trigger, id: onDemandTrigger, name: onDemandTrigger } as TemplateNode);
  copy.connections[onDemandTrigger] = { main: [structuredClone(targets)] };
  return copy;
}
