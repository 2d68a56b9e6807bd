import { personNamed } from '#sandbox/wechat/people'
import { execute, type Client } from '#shared/rows'
import settings from '#start/env'
import { idOf } from './categories.js'

interface DemoCustomer {
  /** signs in to the sandbox as `sbx-<person>`; without it, as the demo shopper */
  person?: string
  username: string
  phone: string
  region: [province: string, city: string, district: string]
  detail: string
  company?: { name: string; license: string; scope: string }
}

const CUSTOMERS: DemoCustomer[] = [
  {
    username: '演示顾客',
    phone: '13800000001',
    region: ['浙江省', '杭州市', '西湖区'],
    detail: '文三路 100 号 3 幢 502 室',
  },
  {
    person: 'lin',
    username: '顾客小林',
    phone: '13800000002',
    region: ['江苏省', '南京市', '鼓楼区'],
    detail: '中山北路 20 号 1201 室',
  },
  {
    person: 'chen',
    username: '顾客小陈',
    phone: '13800000003',
    region: ['广东省', '广州市', '天河区'],
    detail: '体育西路 66 号 8 楼',
  },
  {
    person: 'zhou',
    username: '顾客小周',
    phone: '13800000004',
    region: ['四川省', '成都市', '武侯区'],
    detail: '人民南路四段 9 号 2 单元',
  },
  {
    person: 'dealer',
    username: '经销商东湖电器',
    phone: '13800000005',
    region: ['湖北省', '武汉市', '武昌区'],
    detail: '中北路 88 号电器城一层',
    company: {
      name: '演示东湖电器商行',
      license: 'DEMO-LICENSE-0001',
      scope: '家用电器批发、零售',
    },
  },
  {
    person: 'dealer2',
    username: '经销商北城家电',
    phone: '13800000006',
    region: ['山东省', '青岛市', '市北区'],
    detail: '辽阳西路 12 号',
    company: { name: '演示北城家电公司', license: 'DEMO-LICENSE-0002', scope: '家电销售与安装' },
  },
]

const USER = `
  insert into users (openid, username, phone, role, date_joined)
  values (?, ?, ?, ?, now() - make_interval(days => ?)) returning id`

const ADDRESS = `
  insert into addresses (user_id, contact_name, phone, province, city, district, detail, is_default)
  values (?, ?, ?, ?, ?, ?, ?, ?)`

const COMPANY = `
  insert into company_infos (user_id, company_name, business_license, legal_representative,
    contact_person, contact_phone, province, city, district, detail_address, business_scope, status,
    approved_at, reviewed_at)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'approved', now(), now())`

/** Shoppers with addresses, two of them dealers. The first is whom the sandbox's demo shopper signs in as. */
export async function seedCustomers(client: Client): Promise<number> {
  for (const [index, customer] of CUSTOMERS.entries()) {
    const { person, username, phone, region, detail, company } = customer
    const openid = person ? personNamed(person).openid : settings.wechat.demoOpenid
    const role = company ? 'dealer' : 'individual'
    const id = await idOf(USER, [openid, username, phone, role, 200 - index * 20], client)
    const contact = username.slice(-4)
    await execute(ADDRESS, [id, contact, phone, ...region, detail, true], client)
    await execute(ADDRESS, [id, contact, phone, ...region, `${detail}（公司）`, false], client)
    if (company)
      await execute(
        COMPANY,
        [
          id,
          company.name,
          company.license,
          contact,
          contact,
          phone,
          ...region,
          detail,
          company.scope,
        ],
        client
      )
  }
  return CUSTOMERS.length
}
