import { COOLING_GOODS } from './goods_cooling.js'
import { KITCHEN_GOODS } from './goods_kitchen.js'
import { LIVING_GOODS } from './goods_living.js'
import type { Good } from './good.js'

/** What the demo shop sells. */
export const GOODS: Good[] = [...COOLING_GOODS, ...KITCHEN_GOODS, ...LIVING_GOODS]

export const BRANDS = [
  { name: '海尔', colour: '#2f6fb5', text: '冰箱、洗衣机、热水器等全屋家电。' },
  { name: '美的', colour: '#0f7fa8', text: '空调、厨房和生活电器。' },
  { name: '格力', colour: '#d4483b', text: '家用和商用空调。' },
  { name: '海信', colour: '#1f8a70', text: '电视、激光影院和冰箱。' },
  { name: '方太', colour: '#3d4756', text: '高端厨房电器。' },
  { name: '老板', colour: '#c2416b', text: '吸油烟机、灶具和蒸烤设备。' },
  { name: '苏泊尔', colour: '#e0912f', text: '炊具和厨房小家电。' },
  { name: '卡萨帝', colour: '#6a4fa3', text: '面向高端家庭的套系家电。' },
]

/** Three levels: majors, their minors, and under these the items that products belong to. */
export const CATEGORIES: Record<string, Record<string, string[]>> = {
  冰箱洗衣: {
    冰箱冷柜: ['十字门冰箱', '对开门冰箱', '法式冰箱', '三门冰箱', '卧式冷柜', '酒柜'],
    洗衣干衣: ['滚筒洗衣机', '波轮洗衣机', '干衣机', '洗烘塔'],
  },
  空调: {
    家用空调: ['挂式空调', '柜式空调'],
    中央空调: ['嵌入式空调'],
  },
  厨房电器: {
    烟灶: ['侧吸油烟机', '顶吸油烟机', '燃气灶', '电磁灶'],
    洗碗蒸烤: ['洗碗机', '蒸烤一体机', '微波炉', '垃圾处理器'],
  },
  热水净水: {
    热水器: ['电热水器', '燃气热水器', '空气能热水器'],
    净水饮水: ['净水器', '即热饮水机'],
  },
  影音娱乐: {
    电视: ['智慧屏', '艺术电视'],
    音响投影: ['回音壁', '家用投影'],
  },
  生活小家电: {
    厨房小电: ['电饭煲', '压力锅', '空气炸锅', '破壁机', '咖啡机', '电水壶'],
    清洁护理: ['扫地机器人', '无线吸尘器', '电吹风', '挂烫机'],
    环境电器: ['空气净化器', '电风扇', '加湿器', '取暖器'],
  },
}
