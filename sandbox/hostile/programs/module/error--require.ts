// Wants require.
// @ts-expect-error not defined
export default require('fs');
