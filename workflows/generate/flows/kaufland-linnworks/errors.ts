import { errorsFlow } from '../../errors-flow';

export default errorsFlow({ pair: 'kaufland-linnworks' });
