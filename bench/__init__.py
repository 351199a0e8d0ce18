"""National scale on one machine: `make bench` prints one line per figure, `name value unit`."""
