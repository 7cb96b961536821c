select '40001', 'transaction', 'bounded';
