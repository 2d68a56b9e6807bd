/**
 * Passwords of ten and more characters that lists of leaked ones begin with, and the words that most of
 * them are built from. Shorter ones are refused by their length already.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `0123456789 1234567890 12345678900 12345678910 123456789a 123456789q 1234567891 123456789abc
  0987654321 9876543210 1029384756 1357924680 1123581321 1122334455 1020304050 1212121212
  0123456789a 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc qazwsxedcrfv qaz123wsx456 zaq12wsxcde3
  qwertyuiop qwertyuiop123 asdfghjkl123 asdfghjkl; zxcvbnm123 zxcvbnm,./ qwerty12345 qwerty123456
  qwer1234asdf asdf1234qwer q1w2e3r4t5 q1w2e3r4t5y6 a1b2c3d4e5 abcd123456 abc1234567 abcdefghij abcdefghijk
  a123456789 a1234567890 aa123456789 aaa123456789 woaini1314 woaini5201314 woaini520 5201314520 1314520520
  woaiwojia wodemima123 mima123456 nihao123456 password password1 password12 password123 password1234
  passw0rd123 passw0rd1234 p@ssw0rd123 p@ssword123 p@ssw0rd1234 admin admin12345 admin123456 admin1234567
  administrator administrator1 root123456 root1234567 test123456 test1234567 user123456 guest123456
  welcome welcome123 welcome1234 letmein letmein123 letmein1234 iloveyou iloveyou123 iloveyou1234
  changeme changeme123 changeme1234 superman123 superuser superuser1 monkey1234 dragon1234 master1234
  football123 baseball123 basketball sunshine123 princess123 michelle12 charlie1234 liverpool1
  computer123 internet123 qwerty qwertyui login12345 secret12345 default123 system12345 manager123
  merchant merchant123 electric electric123 haier12345 weixin12345 wechat12345 taobao12345 alibaba123`
    .split(/\s+/)
    .filter(Boolean)
)
