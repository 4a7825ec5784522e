import { errorsFlow } from '../../errors-flow';

export default errorsFlow({ pair: 'cin7core-shipstation' });
