const start: Start = async () => ({});

export default start;
