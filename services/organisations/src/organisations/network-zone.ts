/** An organisation belongs to no forum; what day it is for its record is told in the zone that every UK nation shares. */
export const networkZone = 'Europe/London';
