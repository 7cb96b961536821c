// Sets one timer after another.
const again = () => setTimeout(again, 1);
again();
