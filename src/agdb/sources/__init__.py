"""Floor 2: one small room per publisher, which turns recorded files into the shape of a dataset."""
