# only
/* comments
*/
// here