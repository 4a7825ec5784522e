import { matrix } from './host/matrix';

matrix(3, 4);
