/** The optional e-mail to the buyer, in every flow that has one. */
import { arenasOf } from './host/arena';
import type { Stage } from './host/stage';
import { onStage, templatesOnDisk } from './host/suite';
import { settingNames, type Template } from './host/template';

const flows = templatesOnDisk().filter(({ template }) => settingNames(template).includes('emailBuyer'));

let stage: Stage;
onStage((opened) => {
  stage = opened;
});

const { prepare, run, outcome, writesOf, rows } = arenasOf(() => stage);

interface Mail {
  to: string;
  subject: string;
  text: string;
}

function bodyOf({ toEmail, subject, text }: Record<string, unknown>): string {
  const inner = (expression: unknown) => String(expression).replace(/^=\{\{|\}\}$/g, '');
  return `={{ JSON.stringify({ to: ${inner(toEmail)}, subject: ${inner(subject)}, text: ${inner(text)} }) }}`;
}

/** There is no mail server here: what the node would send is posted to an inbox, or fails as a mail server would. */
const posting =
  (url: string) =>
  (before: Template): Template => {
    const copy = structuredClone(before);
    const node = copy.nodes.find(({ name }) => name === 'E-mail the Buyer');
    Object.assign(node ?? {}, {
      type: 'n8n-nodes-base.httpRequest',
      typeVersion: 4.2,
      disabled: false,
      parameters: { method: 'POST', url, sendBody: true, specifyBody: 'json', jsonBody: bodyOf(node?.parameters ?? {}), options: {} },
    });
    return copy;
  };

const mails = async () => (await stage.control.inbox()).map(({ message }) => message as Mail).filter(({ to }) => to !== undefined);

describe.each(flows.map((flow) => [`${flow.pair}/${flow.flow}`, flow] as const))('%s', (_, flow) => {
  it('writes to each buyer once, and again where the e-mail could not be sent, whatever becomes of the despatch', async () => {
    const arena = await prepare(flow, { emailBuyer: true }, posting('http://127.0.0.1:9/nobody'));
    expect((await run()).status).toBe(200);
    const after = await outcome(arena);
    expect(after).toMatchObject({ lost: 0, duplicates: 0, strays: 0 });
    const written = await writesOf(arena);
    expect((await rows('runs')).map(({ status }) => status)).toEqual(['success']);
    const due = (await rows('ledger')).filter(({ mail }) => mail === 'due').map(({ number }) => String(number));
    expect(due.length).toBeGreaterThan(10);
    expect(await mails()).toEqual([]);

    const stored = await stage.client.getWorkflow(arena.flow.id);
    const nodes = stored.nodes.map((node) =>
      node.name === 'E-mail the Buyer' ? { ...node, parameters: { ...node.parameters, url: `${stage.sandbox.url}/_sandbox/inbox` } } : node,
    );
    await stage.client.updateWorkflow(arena.flow.id, { ...stored, nodes });
    await stage.client.publish(arena.flow.id);
    expect((await run()).status).toBe(200);
    const sent = await mails();
    expect(sent).toHaveLength(due.length);
    for (const number of due) expect(sent.filter(({ subject }) => subject.includes(number))).toHaveLength(1);
    for (const { to } of sent) expect(to).toMatch(/^[^@\s]+@[^@\s]+$/);
    const noted = (await rows('ledger')).filter(({ mail, note }) => mail === 'sent' && note);
    expect(noted.length).toBeGreaterThan(10);
    for (const { number, note } of noted) expect(sent.find(({ subject }) => subject.includes(String(number)))?.text).toContain(String(note));
    expect((await rows('ledger')).filter(({ mail }) => mail === 'due')).toEqual([]);

    expect((await run()).status).toBe(200);
    expect(await mails()).toHaveLength(due.length);
    expect(await writesOf(arena)).toBe(written);
  });

  it('writes to nobody unless it is switched on, and not afterwards either', async () => {
    const arena = await prepare(flow);
    expect((await run()).status).toBe(200);
    expect(await outcome(arena)).toMatchObject({ lost: 0, duplicates: 0 });
    expect((await rows('ledger')).filter(({ mail }) => mail === 'due')).toEqual([]);
  });
});
