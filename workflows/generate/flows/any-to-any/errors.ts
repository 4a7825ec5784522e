import { errorsFlow } from '../../errors-flow';

export default errorsFlow({ pair: 'any-to-any' });
