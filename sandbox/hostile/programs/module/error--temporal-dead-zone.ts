// Reads before it is defined.
export default later;
const later = 1;
