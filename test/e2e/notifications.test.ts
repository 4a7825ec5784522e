/** The notification trigger published in a real n8n: Kaufland asks its address a question before it subscribes. */
import { waitUntil } from './host/arena';
import type { Stage } from './host/stage';
import { onStage } from './host/suite';
import type { Template } from './host/template';

let stage: Stage;
onStage((opened) => {
  stage = opened;
});

interface Room {
  subscriptions: Array<{ event_name: string; storefront: string; callback_url: string }>;
  deliveries: Array<{ event_name: string; status: number }>;
}

const room = async (): Promise<Room> => await stage.control.state<Room>('kaufland');

async function template(): Promise<Template> {
  const credential = (await stage.client.listCredentials()).find(({ type }) => type === 'channelSyncKauflandApi');
  return {
    name: 'Told by Kaufland',
    nodes: [
      {
        id: '5f0c4f39-1d0f-4b8e-9a30-d5b2f57e8a01',
        name: 'Told',
        type: 'n8n-nodes-channel-sync.kauflandNotificationTrigger',
        typeVersion: 1,
        position: [0, 0],
        webhookId: 'told-by-kaufland',
        parameters: { events: ['order_unit_status_changed'], storefronts: ['de'], fallbackEmail: 'shop@example.com', onlyReady: true },
        credentials: { channelSyncKauflandApi: { id: credential?.id ?? null, name: credential?.name ?? '' } },
      },
      { id: '5f0c4f39-1d0f-4b8e-9a30-d5b2f57e8a02', name: 'Order', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [200, 0], parameters: {} },
    ],
    connections: { Told: { main: [[{ node: 'Order', type: 'main', index: 0 }]] } },
    settings: { executionOrder: 'v1' },
  } as unknown as Template;
}

it('subscribes on publishing, starts the workflow with the order it is told of, and leaves nothing behind', async () => {
  await stage.control.reset();
  await stage.control.seed('kaufland', { orders: [{ kind: 'plain', storefront: 'de', id_order: 'MTOLD01' }] });
  await stage.control.control('kaufland', 'touch', { orders: ['MTOLD01'], status: 'open' });
  const { id } = await stage.client.createWorkflow(await template());
  expect((await room()).subscriptions).toEqual([]);

  await stage.client.publish(id);
  const { subscriptions } = await room();
  expect(subscriptions).toMatchObject([{ event_name: 'order_unit_status_changed', storefront: 'de' }]);

  await stage.control.control('kaufland', 'touch', { orders: ['MTOLD01'], status: 'need_to_be_sent' });
  await waitUntil('the notification is delivered', async () => (await room()).deliveries.length > 0);
  expect((await room()).deliveries.map(({ status }) => status)).toEqual([200]);
  await waitUntil('the workflow has run', async () => (await stage.client.listExecutions({ workflowId: id, status: ['success'] })).length === 1);
  const [{ id: execution }] = await stage.client.listExecutions({ workflowId: id });
  const { data } = await stage.client.getExecution(execution);
  expect(JSON.stringify(data.resultData.runData)).toContain('MTOLD01');

  await stage.client.unpublish(id);
  expect((await room()).subscriptions).toEqual([]);
  await stage.client.deleteWorkflow(id);
});
