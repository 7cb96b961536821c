-- Changes the server's settings.
alter system set shared_buffers = '1TB';
