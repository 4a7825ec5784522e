import { z } from 'zod';


export const changeOutput = z
  .object({
    outcome: z.string(),
    targetId: z.string(),
    saleId: z.string(),
    orderNumber: z.string(),
    identityKey: z.string(),
    number: z.string(),
  })
  .passthrough();
