import { foldersOf, settingNames, startsByItself, withCredentials, withExtraSchedule, withOnDemandTrigger, withSettings } from '../e2e/host/template';
import type { Template } from '../e2e/host/template';

function node(name: string, more: object = {}): Template['nodes'][number] {
  return { id: name, name, type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [0, 0], parameters: {}, ...more };
}

function template(): Template {
  return {
    name: 'Orders',
    nodes: [
      node('Run By Hand', { type: 'n8n-nodes-base.manualTrigger' }),
      node('Settings', {
        parameters: {
          assignments: {
            assignments: [
              { id: '1', name: 'startFrom', value: '', type: 'string' },
              { id: '2', name: 'pageSize', value: 50, type: 'number' },
              { id: '3', name: 'notify', value: false, type: 'boolean' },
            ],
          },
        },
      }),
      node('Get Orders', { credentials: { kauflandApi: { id: null, name: 'Kaufland account' } } }),
      node('Send E-Mail', { disabled: true, credentials: { smtp: { id: null, name: 'Mail account' } } }),
    ],
    connections: { 'Run By Hand': { main: [[{ node: 'Settings', type: 'main', index: 0 }]] } },
  };
}

const values = ({ nodes }: Template): unknown[] =>
  (nodes[1].parameters.assignments as { assignments: Array<{ value: unknown }> }).assignments.map(({ value }) => value);

describe('withSettings', () => {
  it('changes the named settings in a copy and leaves the others', () => {
    const original = template();
    const changed = withSettings(original, { startFrom: '2026-01-01T00:00:00.000Z', notify: true });
    expect(values(changed)).toEqual(['2026-01-01T00:00:00.000Z', 50, true]);
    expect(original).toEqual(template());
  });

  it('refuses an unknown setting and names the known ones', () => {
    expect(() => withSettings(template(), { pagesize: 10 })).toThrow('"Orders" has no setting "pagesize"; it has: startFrom, pageSize, notify.');
  });

  it('refuses a value of another type', () => {
    expect(() => withSettings(template(), { pageSize: '10' })).toThrow('Setting "pageSize" of "Orders" is a number, not a string.');
  });

  it('asks for a Settings node only when something is to be set', () => {
    const without = { ...template(), nodes: [node('Run By Hand')] };
    expect(withSettings(without, {})).toEqual(without);
    expect(() => withSettings(without, { pageSize: 1 })).toThrow('no node named Settings');
    expect(settingNames(without)).toEqual([]);
    expect(settingNames(template())).toEqual(['startFrom', 'pageSize', 'notify']);
  });
});

describe('withCredentials', () => {
  const kaufland = { id: 'k1', name: 'Kaufland account', type: 'kauflandApi' };

  it('links by type and name and leaves disabled nodes alone', () => {
    const linked = withCredentials(template(), [{ ...kaufland, id: 'other', type: 'linnworksApi' }, kaufland]);
    expect(linked.nodes[2].credentials).toEqual({ kauflandApi: { id: 'k1', name: 'Kaufland account' } });
    expect(linked.nodes[3].credentials).toEqual({ smtp: { id: null, name: 'Mail account' } });
  });

  it('names the node whose credential does not exist', () => {
    expect(() => withCredentials(template(), [{ ...kaufland, name: 'Another' }])).toThrow('Get Orders: kauflandApi "Kaufland account" does not exist');
  });

  it('does not guess between two of the same name', () => {
    expect(() => withCredentials(template(), [kaufland, { ...kaufland, id: 'k2' }])).toThrow('exists 2 times');
  });
});

describe('startsByItself', () => {
  it('knows what n8n can publish', () => {
    const byHand = template();
    byHand.nodes.push(node('On Error', { type: 'n8n-nodes-base.errorTrigger' }), node('Page', { type: 'n8n-nodes-base.executeWorkflowTrigger' }));
    expect(startsByItself(byHand)).toBe(false);
    for (const type of ['n8n-nodes-base.scheduleTrigger', 'n8n-nodes-base.webhook', 'n8n-nodes-channel-sync.kauflandTrigger']) {
      expect(startsByItself({ ...byHand, nodes: [...byHand.nodes, node('Start', { type })] })).toBe(true);
      expect(startsByItself({ ...byHand, nodes: [...byHand.nodes, node('Start', { type, disabled: true })] })).toBe(false);
    }
  });
});

describe('extra triggers', () => {
  it('start what the manual trigger starts', () => {
    const changed = withOnDemandTrigger(template(), 'orders-now');
    const added = changed.nodes[changed.nodes.length - 1];
    expect(added).toMatchObject({ type: 'n8n-nodes-base.webhook', webhookId: 'orders-now', parameters: { path: 'orders-now', responseMode: 'lastNode' } });
    expect(changed.connections[added.name]).toEqual(changed.connections['Run By Hand']);
  });

  it('need a manual trigger to take the place of', () => {
    expect(() => withExtraSchedule({ ...template(), connections: {} }, 5)).toThrow('no connected manual trigger');
  });
});

describe('foldersOf', () => {
  it('names what an operator has to create, and nothing outside of where n8n may write', () => {
    const withFolderSetting = (value: string) => {
      const copy = template();
      (copy.nodes[1].parameters.assignments as { assignments: unknown[] }).assignments.push({ id: '4', name: 'folder', value, type: 'string' });
      return copy;
    };
    expect(foldersOf(template(), '/files')).toEqual([]);
    expect(foldersOf(withFolderSetting('/files/labels'), '/files')).toEqual(['/files/labels']);
    expect(foldersOf(withFolderSetting('/elsewhere'), '/files')).toEqual([]);
  });
});
