// Wants code from a data URL.
import x from 'data:text/javascript,export default 1';
export default x;
