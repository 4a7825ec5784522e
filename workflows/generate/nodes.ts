/** Drafts of the n8n core nodes the templates stand on, at the lowest version that does the job (n8n.md 5.1). */
import type { ChannelStep, Draft, Parameters, Setting } from './types';

const base = (name: string, type: string, typeVersion: number, parameters: Parameters): Draft => ({
  name,
  type: `n8n-nodes-base.${type}`,
  typeVersion,
  parameters,
});

export const manualTrigger = (name: string): Draft => base(name, 'manualTrigger', 1, {});

export const errorTrigger = (name: string): Draft => base(name, 'errorTrigger', 1, {});

export const everyMinutes = (name: string, minutes: number): Draft =>
  base(name, 'scheduleTrigger', 1.2, { rule: { interval: [{ field: 'minutes', minutesInterval: minutes }] } });

export const everyHours = (name: string, hours: number): Draft =>
  base(name, 'scheduleTrigger', 1.2, { rule: { interval: [{ field: 'hours', hoursInterval: hours }] } });

export const dailyAt = (name: string, hour: number): Draft =>
  base(name, 'scheduleTrigger', 1.2, { rule: { interval: [{ field: 'days', daysInterval: 1, triggerAtHour: hour }] } });

export type InputType = 'string' | 'number' | 'object' | 'boolean';

/** Entry of a self-call, with typed inputs. */
export const calledBySelf = (name: string, inputs: Record<string, InputType>): Draft =>
  base(name, 'executeWorkflowTrigger', 1.1, {
    inputSource: 'workflowInputs',
    workflowInputs: { values: Object.entries(inputs).map(([field, type]) => (type === 'string' ? { name: field } : { name: field, type })) },
  });

/** Calls this very workflow, so that a flow is one file with nothing to link after import. */
export const callSelf = (name: string, inputs: Record<string, { type: InputType; value: string }>, { wait = true } = {}): Draft =>
  base(name, 'executeWorkflow', 1.2, {
    source: 'database',
    workflowId: { __rl: true, mode: 'id', value: '={{ $workflow.id }}' },
    workflowInputs: {
      mappingMode: 'defineBelow',
      value: Object.fromEntries(Object.entries(inputs).map(([field, { value }]) => [field, value])),
      matchingColumns: [],
      schema: Object.entries(inputs).map(([id, { type }]) => ({
        id,
        displayName: id,
        required: false,
        defaultMatch: false,
        display: true,
        canBeUsedToMatch: true,
        type,
        removed: false,
      })),
      attemptToConvertTypes: false,
      convertFieldsToString: false,
    },
    mode: 'once',
    options: { waitForSubWorkflow: wait },
  });

export interface Assignment {
  name: string;
  type: 'string' | 'number' | 'boolean' | 'object' | 'array';
  value: unknown;
}

export const set = (name: string, assignments: Assignment[]): Draft =>
  base(name, 'set', 3.4, {
    assignments: { assignments: assignments.map(({ name: field, value, type }) => ({ id: field, name: field, value, type })) },
    options: {},
  });

export const settingsNode = (settings: Setting[]): Draft => set('Settings', settings);

export type Test =
  | { left: string; is: 'true' }
  | { left: string; is: 'exists' }
  | { left: string; is: 'equals'; right: string }
  | { left: string; is: 'notEmpty' };

function condition(test: Test, id = 'only'): Parameters {
  const operators = {
    true: { type: 'boolean', operation: 'true', singleValue: true },
    exists: { type: 'string', operation: 'exists', singleValue: true },
    notEmpty: { type: 'string', operation: 'notEmpty', singleValue: true },
    equals: { type: 'string', operation: 'equals' },
  };
  return { id, leftValue: test.left, rightValue: test.is === 'equals' ? test.right : '', operator: operators[test.is] };
}

/** Output 0 when the test holds, 1 otherwise. */
export const when = (name: string, test: Test): Draft =>
  base(name, 'if', 2.2, {
    conditions: {
      options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
      combinator: 'and',
      conditions: [condition(test)],
    },
    options: {},
  });

/** Passes on the items for which the expression is true. */
export const keepWhen = (name: string, expression: string): Draft =>
  base(name, 'filter', 2.2, {
    conditions: {
      options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
      combinator: 'and',
      conditions: [condition({ left: expression, is: 'true' })],
    },
    options: {},
  });

/** One output of a {@link switchTo}, for items for which all tests hold. */
export interface Way {
  title: string;
  tests: Test[];
}

/** An output for each way, in their order, and a last one for all other items. */
export const switchTo = (name: string, ways: Way[], others: string): Draft =>
  base(name, 'switch', 3.2, {
    rules: {
      values: ways.map(({ title, tests }) => ({
        conditions: {
          options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
          combinator: 'and',
          conditions: tests.map((test, index) => condition(test, `${title} ${index + 1}`)),
        },
        renameOutput: true,
        outputKey: title,
      })),
    },
    looseTypeValidation: true,
    options: { fallbackOutput: 'extra', renameFallbackOutput: others },
  });

export const limit = (name: string, maxItems: string): Draft => base(name, 'limit', 1, { maxItems });

export const splitOut = (name: string, field: string): Draft => base(name, 'splitOut', 1, { fieldToSplitOut: field, options: {} });

export const append = (name: string, numberInputs: number): Draft => base(name, 'merge', 3, { numberInputs });

export const stop = (name: string, message: string): Draft => base(name, 'stopAndError', 1, { errorMessage: message });

export const nothing = (name: string): Draft => base(name, 'noOp', 1, {});

/** Less than 65 seconds stay in memory (n8n.md 5.3). */
export const pause = (name: string, seconds: string): Draft => base(name, 'wait', 1.1, { resume: 'timeInterval', amount: seconds, unit: 'seconds' });

/** A message to any chat or alarm service that takes a JSON POST; failing to tell must not stop the work. */
export const postJson = (name: string, url: string, body: string): Draft => ({
  ...base(name, 'httpRequest', 4.2, { method: 'POST', url, sendBody: true, specifyBody: 'json', jsonBody: body, options: { timeout: 15000 } }),
  executeOnce: true,
  retryOnFail: true,
  maxTries: 3,
  waitBetweenTries: 2000,
  onError: 'continueRegularOutput',
});

/** Disabled until the operator gives it a credential: n8n refuses to publish with an empty one (n8n.md 5.3). */
export const email = (name: string, subject: string, text: string): Draft => ({
  ...base(name, 'emailSend', 2.1, { fromEmail: '', toEmail: '', subject, emailFormat: 'text', text, options: {} }),
  disabled: true,
  executeOnce: true,
  onError: 'continueRegularOutput',
});

/**
 * Answered by {@link respond}; an output per method. Two workflows cannot have one path, and n8n refuses to publish without
 * the credential. The body comes as it was sent, in `binary.data`: n8n reads XML bodies with one parser for all requests,
 * which gives two that arrive at once the body of one of them (2.8.4, dist/middlewares/body-parser.js).
 */
export const askedFromOutside = (name: string, path: string, methods: string[], credential: string): Draft => ({
  ...base(name, 'webhook', 2, { multipleMethods: true, httpMethod: methods, path, authentication: 'basicAuth', responseMode: 'responseNode', options: { rawBody: true } }),
  credentials: { httpBasicAuth: { id: null, name: credential } },
});

/** The body of {@link askedFromOutside} as `text`. */
export const bodyText = (name: string): Draft => ({
  ...base(name, 'extractFromFile', 1, { operation: 'text', binaryPropertyName: 'data', destinationKey: 'text', options: { encoding: 'utf8' } }),
  onError: 'continueRegularOutput',
});

export interface Answer {
  status: number | string;
  type: string;
  body: string;
}

export const respond = (name: string, { status, type, body }: Answer): Draft =>
  base(name, 'respondToWebhook', 1.1, {
    respondWith: 'text',
    responseBody: body,
    options: {
      responseCode: status,
      responseHeaders: { entries: [{ name: 'Content-Type', value: type }, { name: 'Cache-Control', value: 'no-store' }] },
    },
  });

/** Passes one empty item on where there is no such file: version 1, since later ones fail then. */
export const readFiles = (name: string, selector: string): Draft => ({
  ...base(name, 'readWriteFile', 1, { operation: 'read', fileSelector: selector, options: {} }),
  alwaysOutputData: true,
});

/** n8n writes only where it may (N8N_RESTRICT_FILE_ACCESS_TO). */
export const writeFile = (name: string, fileName: string, field = 'data'): Draft =>
  base(name, 'readWriteFile', 1, { operation: 'write', fileName, dataPropertyName: field, options: {} });

/** Ways for a file that an operator switches on; one that fails ends the run. */
export const emailFile = (name: string, subject: string, field: string): Draft => ({
  ...base(name, 'emailSend', 2.1, { fromEmail: '', toEmail: '', subject, emailFormat: 'text', text: '', options: { attachments: field } }),
  disabled: true,
});

export const uploadFtp = (name: string, path: string, field: string): Draft => ({
  ...base(name, 'ftp', 1, { protocol: 'sftp', operation: 'upload', path, binaryData: true, binaryPropertyName: field, options: {} }),
  disabled: true,
});

export const uploadNextcloud = (name: string, path: string, field: string): Draft => ({
  ...base(name, 'nextCloud', 1, { resource: 'file', operation: 'upload', path, binaryDataUpload: true, binaryPropertyName: field }),
  disabled: true,
});

export const sticky = (name: string, content: string, width: number, height: number, color: number): Draft =>
  base(name, 'stickyNote', 1, { content, width, height, color });

export const channelNode = (step: ChannelStep): Draft => ({
  name: step.name,
  type: `n8n-nodes-channel-sync.${step.node}`,
  typeVersion: 1,
  parameters: step.parameters,
  ...(step.credential ? { credentials: { [step.credential.type]: { id: null, name: step.credential.name } } } : {}),
});
