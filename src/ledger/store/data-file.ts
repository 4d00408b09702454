/** Name of the file of the database in the folder of a store. */
export const DATA_FILE = 'data.mdb';
